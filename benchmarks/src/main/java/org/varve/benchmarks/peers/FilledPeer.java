package org.varve.benchmarks.peers;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.varve.benchmarks.measure.KeyKind;
import org.varve.benchmarks.measure.Zipf;
import org.varve.benchmarks.values.HandWritten;
import org.varve.benchmarks.values.ValueKind;

/** A cache that was filled, and the requests to it: the same keys, values and Zipf-distributed numbers for every kind. */
public final class FilledPeer implements AutoCloseable {
    private static final int DIFFERENT_VALUES = 1024;
    private static final int MOST_REQUESTS = 1 << 20;
    private static final double EXPONENT = 0.99;

    private final ValueKind kind;
    private final PeerCache cache;
    private final String[] keys;
    private final Object[] values;
    private final Zipf zipf;
    private final AtomicLong clientSeed;

    /** @throws Exception if the cache cannot be opened here, whatever it throws */
    public FilledPeer(PeerKind peer, Setup setup, long seed) throws Exception {
        this(peer.peer(), setup, seed);
    }

    FilledPeer(Peer peer, Setup setup, long seed) throws Exception {
        kind = setup.values();
        values = kind.values(DIFFERENT_VALUES);
        keys = new String[setup.entries()];
        zipf = new Zipf(keys.length, EXPONENT, seed);
        clientSeed = new AtomicLong(seed);
        // After the values: Hibernate, which makes some of them, opens and closes managers itself.
        cache = peer.open(setup);
        for (int i = 0; i < keys.length; i++) {
            keys[i] = (String) KeyKind.STRING.object(i);
            put(i, i);
        }
    }

    /** Whoever keeps references gets an object for each entry, as an application would give it. */
    private void put(int number, int value) {
        cache.put(keys[number], ValueKind.copy(values[value & DIFFERENT_VALUES - 1]));
    }

    /** The share of the entries that are there, whatever their values. */
    double present() {
        int present = 0;
        for (String key : keys) {
            present += cache.get(key) == null ? 0 : 1;
        }
        return (double) present / keys.length;
    }

    /** The share of the entries that are there, before any is overwritten; fails if one is not what was put. */
    double found() {
        HandWritten<Object> form = kind.form();
        int found = 0;
        for (int i = 0; i < keys.length; i++) {
            Object value = cache.get(keys[i]);
            if (value != null) {
                found++;
                if (!bytes(form, value).equals(bytes(form, values[i & DIFFERENT_VALUES - 1]))) {
                    throw new IllegalStateException("the cache returned another value for " + keys[i]);
                }
            }
        }
        return (double) found / keys.length;
    }

    private static ByteBuffer bytes(HandWritten<Object> form, Object value) {
        ByteBuffer bytes = ByteBuffer.allocate(form.size(value));
        form.write(value, bytes);
        return bytes.flip();
    }

    /** For one thread; each has requests of its own, the same ones in every run. */
    public Client client() {
        int count = Math.min(MOST_REQUESTS, Integer.highestOneBit(keys.length) * 4);
        return new Client(zipf.draw(count, clientSeed.incrementAndGet()));
    }

    @Override
    public void close() {
        cache.close();
    }

    /** Goes through its requests over and over. */
    public final class Client {
        private final int[] requests;
        private int at;
        private int puts;

        private Client(int[] requests) {
            this.requests = requests;
        }

        private int next() {
            return requests[at++ & requests.length - 1];
        }

        /** The value of the next request's key, or null. */
        public Object get() {
            return cache.get(keys[next()]);
        }

        /** Overwrites the value of the next request's key by another one. */
        public void put() {
            int number = next();
            FilledPeer.this.put(number, number + ++puts);
        }
    }
}
