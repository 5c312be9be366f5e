package org.varve.codec;

/**
 * How an object that has no encoding of its own becomes bytes, with all that it refers to: the seam for libraries. There is
 * one instance for the keys and one for the values of each cache. Thread safe.
 *
 * <p>An implementation keeps identity: what was one object in the graph is one object again, cycles included. It obeys
 * {@code writeReplace}, {@code readResolve} and {@link java.io.Externalizable}. It may number classes by the cache's
 * {@link ClassTable}; the tag in front of its bytes is written and read by the caller.
 */
public interface GraphCodec {
    /**
     * Appends the object's graph. If that fails, {@code out} may hold a part of it.
     *
     * @param object not null
     * @throws CodecException if the object cannot be encoded; names the class at fault and what to do
     */
    void write(Object object, EncodeBuffer out);

    /**
     * The graph in {@code bytes[offset .. offset + length)}, a new one at each call. Never null.
     *
     * @throws CodecException if the bytes are damaged, in whatever way, or name a class that cannot be had; no more memory
     *     than a small multiple of {@code length} has been asked for by then
     */
    Object read(byte[] bytes, int offset, int length);
}
