package org.varve.codec;

import java.io.IOException;
import java.util.Set;

/**
 * A hand-written encoding for the keys or the values of a cache.
 *
 * <p>One is given to a cache for its keys or its values, see {@link CodecSettings.Builder}, or is found through
 * {@link java.util.ServiceLoader} by the class loader of the cache manager. {@link #types()} tells which objects it gets:
 * one that is given to a cache may leave that out and gets all of them, one that is found has to name its classes, and then
 * serves the objects of exactly these classes in every cache of the manager, also where they are elements of collections,
 * arrays and records that are encoded by this library.
 *
 * <p>Many threads call it at the same time. It must not use the cache that it works for. What it writes never leaves the
 * process, so it needs no version. Whatever goes wrong is an error that names the serializer and reaches the caller of the
 * cache before anything has changed.
 *
 * @param <T> the class of the objects, or one that they all extend
 */
public interface Serializer<T> {
    /**
     * Writes what {@link #read} needs to make an equal object. May write nothing at all only if {@link #mayBeEmpty()}.
     *
     * @param object not null
     * @param out    valid until this method returns
     * @throws IOException      if the object cannot be written; any RuntimeException means the same
     * @throws CodecException   by {@code out}, if more is written than the limit allows
     */
    void write(T object, SerializerOutput out) throws IOException;

    /**
     * Makes the object from what {@link #write} has written, and reads all of it. Shares no mutable state with what it
     * returned before.
     *
     * @param in valid until this method returns
     * @return not null
     * @throws IOException    if the bytes make no object; any RuntimeException means the same
     * @throws CodecException by {@code in}, if more is read than is there
     */
    T read(SerializerInput in) throws IOException;

    /**
     * The exact classes whose objects are written by this serializer; subclasses are others. Asked once.
     *
     * @return empty, as by default, for all objects of the role in which the serializer was given to a cache
     */
    default Set<Class<? extends T>> types() {
        return Set.of();
    }

    /**
     * Whether two objects are equal by {@code equals} if and only if the same bytes are written for them, whatever other
     * objects the cache holds. Keys are then compared without making objects of them. False by default. Asked once.
     */
    default boolean isCanonical() {
        return false;
    }

    /** Whether an object may be written as no bytes. False by default: it is mostly a mistake. Asked once. */
    default boolean mayBeEmpty() {
        return false;
    }
}
