package org.varve.store;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.varve.store.memory.Extent;
import org.varve.store.segment.Geometry;

/**
 * Where memory does not stop late users itself, an access raises a pin before it reads the flag "closed", and closing sets the flag before it looks at the
 * pins: whoever closing does not see, sees the flag.
 */
public final class CloseAgainstRead {
    /** What the reader met. */
    private static final int REFUSED = 0;
    private static final int READ = 1;
    private static final int READ_UNMAPPED = 2;

    private CloseAgainstRead() {
    }

    /** One pin, one flag. The memory is a plain flag that says whether it is still there. */
    @JCStressTest
    @Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "refused")
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "read")
    @Outcome(expect = Expect.FORBIDDEN, desc = "read after the memory was given back")
    @State
    public static class Model {
        private final AtomicInteger pins = new AtomicInteger();
        private volatile boolean closed;
        private boolean unmapped;

        @Actor
        public void read(I_Result result) {
            pins.incrementAndGet();
            result.r1 = closed ? REFUSED : unmapped ? READ_UNMAPPED : READ;
            pins.decrementAndGet();
        }

        @Actor
        public void close() {
            closed = true;
            while (pins.get() != 0) {
                Thread.onSpinWait();
            }
            unmapped = true;
        }
    }

    /** {@link Keyspace#get} against {@link Store#close} on memory that notes late use. */
    @JCStressTest
    @Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "refused")
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "read")
    @Outcome(expect = Expect.FORBIDDEN, desc = "read after the memory was given back")
    @State
    public static class Real {
        private static final int MOST_SKEW = 40;
        private static final Geometry GEOMETRY = new Geometry(12, 8, 15, 1, 1, 1);

        private final WatchedMemory memory = new WatchedMemory();
        private final Store store = Store.openQuiet("closing", GEOMETRY, memory, TimeSource.system());
        private final Extent extent = store.parts().space().extent(0);
        private final Keyspace keyspace = store.openKeyspace("closing", false);

        public Real() {
            keyspace.put(key(), new byte[] {1}, 0, 1, Expiry.ETERNAL, Expiry.ETERNAL);
        }

        private static StoreKey key() {
            StoreKey key = new StoreKey();
            key.setCanonical(new byte[] {1, 2, 3}, 3);
            return key;
        }

        @Actor
        public void read(I_Result result) {
            // Closing takes longer than reading: begin now earlier, now later in it.
            for (int i = ThreadLocalRandom.current().nextInt(MOST_SKEW); i > 0; i--) {
                Thread.onSpinWait();
            }
            try {
                result.r1 = keyspace.get(key(), new ValueBuffer()) == Presence.LIVE ? READ : REFUSED;
            } catch (StoreClosedException e) {
                result.r1 = REFUSED;
            }
        }

        @Actor
        public void close() {
            store.close();
        }

        @Arbiter
        public void end(I_Result result) {
            if (memory.usedAfterClose()) {
                result.r1 = READ_UNMAPPED;
            }
            memory.recycle(extent);
        }
    }

    /** The reader looks at the flag before it raises its pin. */
    @JCStressTest
    @Outcome(id = {"0", "1"}, expect = Expect.ACCEPTABLE, desc = "refused, or read")
    @Outcome(id = "2", expect = Expect.ACCEPTABLE_INTERESTING, desc = "read after the memory was given back")
    @Outcome(expect = Expect.FORBIDDEN, desc = "not what this control is about")
    @State
    public static class Control {
        private final AtomicInteger pins = new AtomicInteger();
        private volatile boolean closed;
        private boolean unmapped;

        @Actor
        public void read(I_Result result) {
            if (closed) {
                result.r1 = REFUSED;
                return;
            }
            Weakened.pause();
            pins.incrementAndGet();
            result.r1 = unmapped ? READ_UNMAPPED : READ;
            pins.decrementAndGet();
        }

        @Actor
        public void close() {
            closed = true;
            while (pins.get() != 0) {
                Thread.onSpinWait();
            }
            unmapped = true;
        }
    }
}
