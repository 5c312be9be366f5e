package org.varve.jcache.internal.event;

import java.lang.System.Logger.Level;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import javax.cache.event.EventType;
import org.varve.jcache.internal.coding.EntryCodec;
import org.varve.store.ExpiredSink;
import org.varve.store.Keyspace;
import org.varve.store.LockedKey;
import org.varve.store.StoreClosedException;
import org.varve.store.StoreKey;
import org.varve.store.ValueBuffer;

/**
 * EXPIRED events of the mappings that the store drops by itself.
 *
 * @param <K> key type
 * @param <V> value type
 */
public final class ExpiredEvents<K, V> implements Runnable {
    /*
     * The thread that reclaims memory leaves a note before it takes the mapping out, and tells the note afterwards whether it did. From then on
     * somebody else takes the note and tells the listeners, holding the key's lock: the next operation that looks at the key and finds
     * nothing, or a task of the executor if none comes. So the event of a mapping's end never comes after one of the mapping that follows it:
     * the following one is made by an operation that looked at the key first, with its lock held. The note is there before the mapping is
     * gone, so whoever misses the mapping finds the note. It may have to wait for the outcome; the reclaiming thread waits for nobody.
     *
     * At most one task runs at a time: "scheduled" is set by who starts it, and lowered by the task when it finds no note, after which it looks again.
     *
     * The store's threads must not keep a forgotten cache manager alive, so what is registered with the store is a weak reference.
     */
    private static final System.Logger LOG = System.getLogger(ExpiredEvents.class.getName());
    private static final int MOST_NOTES = 200_000;
    private static final int BATCH = 256;
    private static final long COMPLAIN_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final ExpiredSink.Drop NOTHING = isDropped -> {
    };

    private final String cacheName;
    private final Keyspace keyspace;
    private final EntryCodec<K, V> codec;
    private final CacheEvents<K, V> events;
    private final Executor executor;
    private final LongSupplier nanoClock;
    private final ExpiredNotes notes;
    private final ExpiredSink sink = new Sink(new WeakReference<>(this));
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final AtomicLong lost = new AtomicLong();
    private final ExpiredSink.Drop noRoom = isDropped -> lost.addAndGet(isDropped ? 1 : 0);
    private final AtomicLong lostAndSaid = new AtomicLong();
    private volatile long saidAt;
    private volatile boolean closed;

    /** What the store knows. */
    private record Sink(WeakReference<ExpiredEvents<?, ?>> events) implements ExpiredSink {
        @Override
        public Drop expiring(byte[] key, boolean isCanonical, int keyHashCode, byte[] value) {
            ExpiredEvents<?, ?> target = events.get();
            return target == null ? NOTHING : target.expiring(key, isCanonical, keyHashCode, value);
        }
    }

    /**
     * @param executor  runs listeners, synchronous ones too, where no operation does
     * @param nanoClock for how often a warning is repeated
     */
    public ExpiredEvents(String cacheName, Keyspace keyspace, EntryCodec<K, V> codec, CacheEvents<K, V> events, Executor executor, LongSupplier nanoClock) {
        this(cacheName, keyspace, codec, events, executor, nanoClock, new ExpiredNotes(MOST_NOTES, HeapShare.bytes()));
    }

    ExpiredEvents(String cacheName, Keyspace keyspace, EntryCodec<K, V> codec, CacheEvents<K, V> events, Executor executor, LongSupplier nanoClock,
            ExpiredNotes notes) {
        this.cacheName = cacheName;
        this.keyspace = keyspace;
        this.codec = codec;
        this.events = events;
        this.executor = executor;
        this.nanoClock = nanoClock;
        this.notes = notes;
    }

    /** Whether the store has to tell what it drops: as long as somebody listens. */
    public void listen(boolean wanted) {
        keyspace.onExpired(wanted ? sink : null);
    }

    ExpiredSink sink() {
        return sink;
    }

    private ExpiredSink.Drop expiring(byte[] key, boolean isCanonical, int keyHashCode, byte[] value) {
        if (closed) {
            return NOTHING;
        }
        try {
            ExpiredNote note = notes.expect(key, isCanonical, keyHashCode, events.wantsOldValue(EventType.EXPIRED) ? value : null);
            return note == null ? noRoom : isDropped -> settle(note, isDropped);
        } catch (OutOfMemoryError e) {
            // Memory has to be reclaimed all the same.
            return noRoom;
        }
    }

    private void settle(ExpiredNote note, boolean isDropped) {
        try {
            notes.settle(note, isDropped);
        } catch (OutOfMemoryError e) {
            // Not in the queue. An operation may still have met it.
            if (note.take() != null) {
                notes.forget(note);
                lost.incrementAndGet();
            }
        }
        if (isDropped && scheduled.compareAndSet(false, true)) {
            schedule();
        }
    }

    private void schedule() {
        try {
            executor.execute(this);
        } catch (RejectedExecutionException e) {
            // The manager is closing, which ends delivery.
            closed = true;
            notes.clear();
        } catch (OutOfMemoryError e) {
            // No heap, or no thread. The next note tries again.
            scheduled.set(false);
        }
    }

    /** Whether the store may have dropped a mapping of the key that nobody has been told of. */
    public boolean isUntold(StoreKey key) {
        return !notes.isEmpty() && notes.of(key).length > 0;
    }

    /**
     * What the store dropped of a key, oldest first. The caller holds the key's lock, has found no mapping, and publishes this before
     * anything that it does itself.
     *
     * @param keyObject asked for equality where bytes do not decide
     * @param value     null, or a value that the mapping must have had
     */
    public List<EventData> take(StoreKey key, Object keyObject, ValueBuffer value) {
        if (notes.isEmpty()) {
            return List.of();
        }
        List<EventData> taken = new ArrayList<>(1);
        for (ExpiredNote note : notes.of(key)) {
            boolean same = note.hasBytesOf(key) || !note.isCanonical() && keyObject.equals(codec.decodeKey(note.key()));
            if (same && note.isDropped() && (value == null || note.mayHaveHad(value))) {
                EventData data = note.take();
                if (data != null) {
                    notes.forget(note);
                    taken.add(data);
                }
            }
        }
        return taken;
    }

    @Override
    public void run() {
        int done = 0;
        ExpiredNote note = null;
        while (done < BATCH && (note = notes.poll()) != null) {
            done++;
            if (!closed && !note.isTaken()) {
                tell(note);
            }
        }
        sayWhatIsLost(false);
        if (note == null) {
            scheduled.set(false);
            if (notes.isPolled() || !scheduled.compareAndSet(false, true)) {
                return;
            }
        }
        if (!closed) {
            // Not in a loop, so that the caches of a manager take turns.
            schedule();
        }
    }

    private void tell(ExpiredNote note) {
        boolean locked = false;
        try {
            StoreKey key = new StoreKey();
            codec.storedKey(note.key(), note.isCanonical(), note.keyHashCode(), key);
            LockedKey lock = keyspace.lock(key);
            try {
                locked = true;
                publish(note);
            } finally {
                lock.close();
            }
        } catch (StoreClosedException e) {
            closed = true;
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, locked ? "A listener of cache '" + cacheName + "' failed at an EXPIRED event"
                    : "An EXPIRED event of cache '" + cacheName + "' could not be delivered", e);
            if (!locked && note.take() != null) {
                notes.forget(note);
            }
        }
    }

    private void publish(ExpiredNote note) {
        EventData data = note.take();
        if (data == null) {
            return;
        }
        try {
            events.publish(data);
        } finally {
            // Only now: a reader who misses the mapping finds the note, waits for the lock, and comes back after the listeners.
            notes.forget(note);
        }
    }

    /** Events that listeners have not been told of, because too many waited already. */
    public long lost() {
        return lost.get();
    }

    private void sayWhatIsLost(boolean last) {
        long said = lostAndSaid.get();
        long all = lost.get();
        if (all == said) {
            return;
        }
        long now = nanoClock.getAsLong();
        boolean isTime = last || said == 0 || now - saidAt >= COMPLAIN_NANOS;
        if (isTime && lostAndSaid.compareAndSet(said, all)) {
            saidAt = now;
            LOG.log(Level.WARNING, "Cache '" + cacheName + "': " + (all - said) + " EXPIRED events were not delivered, " + all
                    + " so far, because entries expire faster than the listeners of the cache take their events");
        }
    }

    /** Ends delivery. After {@link #listen}(false). */
    public void close() {
        closed = true;
        notes.clear();
        sayWhatIsLost(true);
    }
}
