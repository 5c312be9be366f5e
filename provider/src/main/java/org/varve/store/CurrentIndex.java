package org.varve.store;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.varve.store.index.CacheAccount;
import org.varve.store.index.Index;
import org.varve.store.index.Purge;
import org.varve.store.segment.Pledge;

/**
 * A keyspace's index of the moment. Clearing puts a new incarnation in its place, retires the old one and drains it.
 *
 * <p>Order: the new index is in place before the old one's table says "retired", so whoever meets that finds another index here.
 * An operation that began on the old index before that either has its bucket's lock before the drain gets it (its effect
 * is cleared) or finds the index retired and starts again on the new one. The drained index stays registered until it is empty, so that the
 * reclaimer can judge its records.
 *
 * <p>Where there is no memory for a new index, clearing empties the present one bucket by bucket. Operations at the same time may then meet some mappings
 * gone and others not yet.
 */
final class CurrentIndex {
    /** Buckets, so some hundreds of microseconds. */
    private static final int EMPTIED_AT_ONCE = 1024;

    private final StoreParts parts;
    private final String name;
    private final CacheAccount account;
    private final ReentrantLock clearing = new ReentrantLock();
    private volatile Index index;
    private volatile boolean closed;

    CurrentIndex(StoreParts parts, String name, CacheAccount account) {
        this.parts = parts;
        this.account = account;
        this.name = name;
        this.index = create();
        if (index == null) {
            // A store that is being closed makes no room.
            parts.guard().checkOpen();
            throw new IllegalStateException("store " + parts.name() + " has no room for the index of another cache");
        }
    }

    /** The index to use now. */
    Index get() {
        return index;
    }

    CacheAccount account() {
        return account;
    }

    /** @throws StoreClosedException if the keyspace or the store is closed */
    void checkOpen() {
        parts.guard().checkOpen();
        if (closed) {
            throw new StoreClosedException("keyspace " + name + " of store " + parts.name() + " is closed");
        }
    }

    /** Null if there is no hope of room. */
    private Index create() {
        Index created = tryCreate();
        if (created != null) {
            return created;
        }
        try (Pledge pledge = parts.blocks().enqueue(1)) {
            while (created == null && parts.makeRoom(pledge)) {
                created = tryCreate();
            }
            return created;
        }
    }

    /** Entered, because the index's first cells may be on a block that is zeroed here. Null if there is no memory for them. */
    private Index tryCreate() {
        return parts.guard().write(() -> parts.indexes().create(account, parts.slab()));
    }

    /** Drops every mapping. One at a time; operations go on meanwhile. */
    void clear() {
        StackReserve.check();
        clearing.lock();
        try {
            if (!closed) {
                Index old = index;
                Index fresh = create();
                if (fresh == null) {
                    purge(old);
                } else {
                    index = fresh;
                    discard(old);
                }
            }
        } finally {
            clearing.unlock();
        }
    }

    void close() {
        StackReserve.check();
        clearing.lock();
        try {
            if (!closed) {
                closed = true;
                discard(index);
            }
        } finally {
            clearing.unlock();
        }
    }

    private void discard(Index old) {
        old.retire();
        empty(dropped -> old.drain(dropped, EMPTIED_AT_ONCE));
        parts.indexes().remove(old);
    }

    private void purge(Index full) {
        Purge purge = full.purge();
        empty(dropped -> purge.step(dropped, EMPTIED_AT_ONCE));
    }

    /** In pieces, and outside of the store between them: whoever waits until accesses have ended does not wait for all of this. */
    private void empty(Predicate<Index.Dropped> piece) {
        boolean done;
        do {
            long[] bytes = new long[1];
            done = parts.guard().write(() -> piece.test(location -> bytes[0] += parts.liveBytes().lower(location)));
            account.grown(-bytes[0]);
        } while (!done);
    }
}
