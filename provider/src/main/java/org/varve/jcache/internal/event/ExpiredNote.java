package org.varve.jcache.internal.event;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import javax.cache.event.EventType;
import org.varve.store.StoreKey;
import org.varve.store.ValueBuffer;

/** That the store is about to drop an expired mapping, or has done so, and nobody has been told yet. */
final class ExpiredNote {
    private enum State {
        /** The outcome is known in a moment. */
        EXPECTED,
        DROPPED,
        /** Somebody else took the mapping first, or it lives on. */
        VOID,
        /** Whoever did this tells the listeners. */
        TAKEN
    }

    /** Objects around the arrays: the note, its places in queue and map, the arrays' headers. */
    private static final int OVERHEAD = 250;
    private static final int SPINS = 200;
    private static final long PAUSE_NANOS = 20_000;

    private final byte[] key;
    private final boolean isCanonical;
    private final int keyHashCode;
    private final int size;
    /** Null where no listener asks for it. Forgotten when taken, since the queue may hold the note for some time more. */
    private volatile byte[] value;
    private final AtomicReference<State> state = new AtomicReference<>(State.EXPECTED);

    ExpiredNote(byte[] key, boolean isCanonical, int keyHashCode, byte[] value) {
        this.key = key;
        this.isCanonical = isCanonical;
        this.keyHashCode = keyHashCode;
        this.value = value;
        this.size = size(key, value);
    }

    /** Bytes on the heap, about, at most 2 GiB. */
    static int size(byte[] key, byte[] value) {
        return (int) Math.min(Integer.MAX_VALUE, (long) OVERHEAD + key.length + (value == null ? 0 : value.length));
    }

    byte[] key() {
        return key;
    }

    boolean isCanonical() {
        return isCanonical;
    }

    int keyHashCode() {
        return keyHashCode;
    }

    int size() {
        return size;
    }

    /** The outcome; once, by the thread that reclaims. */
    void settle(boolean isDropped) {
        state.set(isDropped ? State.DROPPED : State.VOID);
    }

    /**
     * Waits for the outcome. The reclaiming thread waits for nothing in between but the bucket's lock, and no thread that holds that ever comes
     * here, so this ends.
     */
    boolean isDropped() {
        for (int i = 0; state.get() == State.EXPECTED; i++) {
            if (i < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        return state.get() == State.DROPPED;
    }

    boolean isTaken() {
        return state.get() == State.TAKEN;
    }

    /** Whether the bytes are those of the key. If they are not, and the key is not canonical, it still may be the same one. */
    boolean hasBytesOf(StoreKey other) {
        return Arrays.equals(key, 0, key.length, other.bytes(), 0, other.length());
    }

    /** False if the mapping surely had another value. */
    boolean mayHaveHad(ValueBuffer other) {
        byte[] known = value;
        return known == null || Arrays.equals(known, 0, known.length, other.bytes(), 0, other.length());
    }

    /** Makes the caller the one who tells the listeners; null if somebody else is. */
    EventData take() {
        byte[] old = value;
        if (!state.compareAndSet(State.DROPPED, State.TAKEN)) {
            return null;
        }
        value = null;
        return new EventData(EventType.EXPIRED, key, null, old);
    }
}
