package org.varve.jcache.internal;

import java.util.Objects;
import javax.cache.processor.MutableEntry;
import org.varve.jcache.internal.coding.Scratch;

/**
 * The entry that an entry processor works on. It collects what is to be done; nothing is done before the processor returns.
 * Values are encoded when they come in, so that what the processor does to its objects afterwards changes nothing.
 */
final class ProcessorEntry<K, V> implements MutableEntry<K, V> {
    /** What remains to be done when the processor has returned; each call may replace it. */
    enum Action {
        /** Nothing: the entry was not touched, or created and removed again. */
        NONE,
        /** The live entry was read. */
        ACCESS,
        /** There was no entry; the loader's value goes in, without the writer. */
        LOAD,
        /** A value was set. */
        SET,
        /** The entry was removed, or its removal asked for although it is not there. */
        REMOVE
    }

    private final CacheContext<K, V> cache;
    private final EntryOperation<K, V> operation;
    private final Scratch scratch;
    private Action action = Action.NONE;
    private V value;
    private byte[] encoded;
    private volatile boolean ended;

    /**
     * @param operation has looked
     * @param scratch   the operation's
     */
    ProcessorEntry(CacheContext<K, V> cache, EntryOperation<K, V> operation, Scratch scratch) {
        this.cache = cache;
        this.operation = operation;
        this.scratch = scratch;
    }

    /** Ends the processor's use: the buffers behind the entry go on to other operations. */
    void end() {
        ended = true;
    }

    private void requireInUse() {
        if (ended) {
            throw new IllegalStateException("an entry of cache '" + cache.name()
                    + "' was used after its entry processor had returned");
        }
    }

    Action action() {
        return action;
    }

    /** The value to be stored after {@link Action#LOAD} or {@link Action#SET}. */
    V value() {
        return value;
    }

    /** Its encoding. */
    byte[] encoded() {
        return encoded;
    }

    @Override
    public K getKey() {
        return operation.key();
    }

    @Override
    public boolean exists() {
        requireInUse();
        return switch (action) {
            case NONE -> operation.isLive();
            case ACCESS, LOAD, SET -> true;
            case REMOVE -> false;
        };
    }

    @Override
    public V getValue() {
        requireInUse();
        if (action == Action.NONE) {
            if (operation.isLive()) {
                value = operation.value();
                action = Action.ACCESS;
            } else if (cache.loader().isEnabled()) {
                value = loaded();
            }
        }
        return value;
    }

    private V loaded() {
        V loaded = cache.loader().load(operation.key());
        if (loaded == null) {
            return null;
        }
        cache.codec().checkValue(loaded);
        encoded = cache.codec().valueBytes(loaded, scratch);
        action = Action.LOAD;
        // The loader may keep its object, so the processor gets another one.
        return cache.codec().decodeValue(encoded, encoded.length);
    }

    @Override
    public void setValue(V newValue) {
        Objects.requireNonNull(newValue, "value");
        requireInUse();
        cache.codec().checkValue(newValue);
        // An array of its own: if this fails, and the processor goes on, what was set before is still there.
        encoded = cache.codec().valueBytes(newValue, scratch);
        value = newValue;
        action = Action.SET;
    }

    @Override
    public void remove() {
        requireInUse();
        boolean addedHere = !operation.isLive() && (action == Action.SET || action == Action.LOAD);
        action = addedHere ? Action.NONE : Action.REMOVE;
        value = null;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new IllegalArgumentException("an entry cannot be unwrapped to " + type.getName());
    }
}
