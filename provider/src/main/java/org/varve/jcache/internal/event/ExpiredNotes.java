package org.varve.jcache.internal.event;

import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.varve.store.StoreKey;

/**
 * The notes of one cache, in the order in which the store dropped the mappings, and by key. Bounded in number and bytes. All methods are safe
 * for use by many threads; none waits and none runs user code.
 */
final class ExpiredNotes {
    private static final ExpiredNote[] NONE = new ExpiredNote[0];

    private final int mostNotes;
    private final long mostBytes;
    private final ConcurrentHashMap<Place, ExpiredNote[]> byKey = new ConcurrentHashMap<>();
    private final Queue<ExpiredNote> dropped = new ConcurrentLinkedQueue<>();
    /** Those expected and those in the queue. */
    private final AtomicInteger count = new AtomicInteger();
    /** Those in the map. One counter, since the map's own is a sum that may miss one while others come and go. */
    private final AtomicInteger untold = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    /**
     * Where a key's notes are found: canonical keys by their bytes, others by hash code. Comparable, so that a map full of keys with equal hash codes
     * is still fast.
     *
     * @param bytes null if the key is not canonical
     */
    private record Place(byte[] bytes, int hash) implements Comparable<Place> {
        static Place of(ExpiredNote note) {
            return note.isCanonical() ? new Place(note.key(), Arrays.hashCode(note.key())) : new Place(null, note.keyHashCode());
        }

        static Place of(StoreKey key) {
            if (!key.isCanonical()) {
                return new Place(null, key.keyHashCode());
            }
            byte[] copy = Arrays.copyOf(key.bytes(), key.length());
            return new Place(copy, Arrays.hashCode(copy));
        }

        @Override
        public int compareTo(Place other) {
            int byHash = Integer.compare(hash, other.hash);
            return byHash != 0 ? byHash : Arrays.compare(bytes, other.bytes);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Place place && compareTo(place) == 0;
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    ExpiredNotes(int mostNotes, long mostBytes) {
        this.mostNotes = mostNotes;
        this.mostBytes = mostBytes;
    }

    /** Before the mapping goes. Null if there is no room for a note. */
    ExpiredNote expect(byte[] key, boolean isCanonical, int keyHashCode, byte[] value) {
        int size = ExpiredNote.size(key, value);
        if (count.incrementAndGet() > mostNotes) {
            count.decrementAndGet();
            return null;
        }
        long sum = bytes.addAndGet(size);
        // One that is larger than the bound is taken if there is no other: it could never be told otherwise.
        if (sum > mostBytes && sum != size) {
            bytes.addAndGet(-size);
            count.decrementAndGet();
            return null;
        }
        ExpiredNote note = new ExpiredNote(key, isCanonical, keyHashCode, value);
        untold.incrementAndGet();
        byKey.merge(Place.of(note), new ExpiredNote[] {note}, ExpiredNotes::joined);
        return note;
    }

    private static ExpiredNote[] joined(ExpiredNote[] present, ExpiredNote[] added) {
        ExpiredNote[] joined = Arrays.copyOf(present, present.length + added.length);
        System.arraycopy(added, 0, joined, present.length, added.length);
        return joined;
    }

    /** Afterwards. */
    void settle(ExpiredNote note, boolean isDropped) {
        note.settle(isDropped);
        if (isDropped) {
            dropped.add(note);
        } else {
            count.decrementAndGet();
            forget(note);
        }
    }

    /** True if the store has dropped nothing, and is about to drop nothing, of which the listeners have not been told. */
    boolean isEmpty() {
        return untold.get() == 0;
    }

    /** True if there is nothing for {@link #poll}. */
    boolean isPolled() {
        return dropped.isEmpty();
    }

    /** Notes of the key, oldest first, and perhaps of other keys; it is safe to change the array. */
    ExpiredNote[] of(StoreKey key) {
        return isEmpty() ? NONE : byKey.getOrDefault(Place.of(key), NONE).clone();
    }

    /** The oldest that nobody has polled, taken or not; null if there is none. */
    ExpiredNote poll() {
        ExpiredNote note = dropped.poll();
        if (note != null) {
            count.decrementAndGet();
        }
        return note;
    }

    /** The listeners have been told, or are about to be by who holds the key's lock, or there is nothing to tell. Once for each note. */
    void forget(ExpiredNote note) {
        bytes.addAndGet(-note.size());
        byKey.computeIfPresent(Place.of(note), (place, present) -> without(present, note));
        untold.decrementAndGet();
    }

    private static ExpiredNote[] without(ExpiredNote[] present, ExpiredNote note) {
        ExpiredNote[] rest = new ExpiredNote[present.length];
        int n = 0;
        for (ExpiredNote each : present) {
            if (each != note) {
                rest[n++] = each;
            }
        }
        return n == 0 ? null : Arrays.copyOf(rest, n);
    }

    void clear() {
        dropped.clear();
        byKey.clear();
    }

    /** Bytes on the heap, about. */
    long bytes() {
        return bytes.get();
    }
}
