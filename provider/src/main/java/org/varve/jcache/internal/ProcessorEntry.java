package org.varve.jcache.internal;

import java.util.Objects;
import javax.cache.processor.MutableEntry;

/**
 * The entry that an entry processor works on. It collects what is to be done; nothing is done before the processor returns.
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
    private Action action = Action.NONE;
    private V value;

    /** @param operation has looked */
    ProcessorEntry(CacheContext<K, V> cache, EntryOperation<K, V> operation) {
        this.cache = cache;
        this.operation = operation;
    }

    Action action() {
        return action;
    }

    /** The value to be stored after {@link Action#LOAD} or {@link Action#SET}. */
    V value() {
        return value;
    }

    @Override
    public K getKey() {
        return operation.key();
    }

    @Override
    public boolean exists() {
        return switch (action) {
            case NONE -> operation.isLive();
            case ACCESS, LOAD, SET -> true;
            case REMOVE -> false;
        };
    }

    @Override
    public V getValue() {
        if (action == Action.NONE) {
            if (operation.isLive()) {
                value = operation.value();
                action = Action.ACCESS;
            } else if (cache.loader().isEnabled()) {
                value = cache.loader().load(operation.key());
                if (value != null) {
                    cache.codec().checkValue(value);
                    action = Action.LOAD;
                }
            }
        }
        return value;
    }

    @Override
    public void setValue(V newValue) {
        Objects.requireNonNull(newValue, "value");
        cache.codec().checkValue(newValue);
        value = newValue;
        action = Action.SET;
    }

    @Override
    public void remove() {
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
