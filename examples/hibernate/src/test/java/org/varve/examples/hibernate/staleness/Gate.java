package org.varve.examples.hibernate.staleness;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Keeps commits of a table away from loads of it where {@code READ_WRITE} promises nothing for their meeting.
 *
 * <p>A transaction that has read an old row and comes to put it into the cache only after the row was changed is turned
 * away by what the cache holds of that row: the new value, or the soft lock that the change left behind. The promise
 * therefore ends with the entry: once it is evicted or has expired, nothing is there to turn away the old row. With {@code
 * @Version} it ends sooner: a soft lock that several transactions have shared keeps the version of the first, and lets
 * in what is newer than that. Nor does the query cache promise anything where two commits write the time of the last
 * change of a table in the wrong order. No cache below Hibernate could help it.
 *
 * <p>So entities that are evicted, expire, have a version or are asked for by cached queries are loaded with the gate shared
 * and committed with the gate to oneself: each load, with the look into the cache before and the put after, is then
 * wholly before or wholly after each commit. Locking entries, transactions under way, removals by hand, evictions and expiry
 * still come whenever they like.
 */
final class Gate {

    private final ReadWriteLock lock;

    private Gate(ReadWriteLock lock) {
        this.lock = lock;
    }

    /** Lets everybody pass. */
    static Gate open() {
        return new Gate(null);
    }

    /** Lets loads pass together, commits one by one. */
    static Gate guarded() {
        return new Gate(new ReentrantReadWriteLock());
    }

    boolean isGuarded() {
        return lock != null;
    }

    <T> T load(Supplier<T> load) {
        if (lock == null) {
            return load.get();
        }
        lock.readLock().lock();
        try {
            return load.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Commits or rolls back. */
    void complete(Runnable completion) {
        if (lock == null) {
            completion.run();
            return;
        }
        lock.writeLock().lock();
        try {
            completion.run();
        } finally {
            lock.writeLock().unlock();
        }
    }
}
