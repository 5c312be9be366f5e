package org.varve.store;

import java.util.random.RandomGenerator;
import org.varve.store.index.IndexMover;
import org.varve.store.memory.GracePeriod;

/** What maintenance does to the indexes of a store, in random order. For one thread. */
final class IndexMaintenance {
    private final StoreParts parts;
    private final GracePeriod grace;
    private final IndexMover mover;
    private int moved;
    private int released;

    /** @param grace what is waited for before blocks are given away; if it says no, they are taken back */
    IndexMaintenance(Store store, GracePeriod grace) {
        this.parts = store.parts();
        this.grace = grace;
        this.mover = new IndexMover(parts.indexes(), parts.slab());
    }

    void step(RandomGenerator random) {
        int pin = parts.guard().enterWrite();
        int[] detached = {};
        try {
            switch (random.nextInt(4)) {
                case 0:
                    mover.shrinkStep();
                    break;
                case 1:
                    mover.consolidateStep();
                    break;
                case 2:
                    vacate(random);
                    break;
                default:
                    detached = parts.slab().detachIdle(1 + random.nextInt(3));
            }
        } finally {
            parts.guard().exit(pin);
        }
        boolean passed = detached.length > 0 && grace.await();
        pin = parts.guard().enterWrite();
        try {
            if (passed) {
                parts.slab().release(detached);
                released += detached.length;
            } else {
                parts.slab().reattach(detached);
            }
        } finally {
            parts.guard().exit(pin);
        }
    }

    /** Most ranges hold nothing of an index: those are given up for another. */
    private void vacate(RandomGenerator random) {
        int shift = parts.geometry().blockShift();
        long from = 0;
        boolean empty = true;
        for (int tries = 0; empty && tries < 20; tries++) {
            if (tries > 0) {
                mover.stay();
            }
            from = (long) random.nextInt(parts.geometry().blockCount()) << shift;
            empty = mover.vacateStep(from, from + (4L << shift));
        }
        for (int i = 0; !empty && i < 10; i++) {
            moved++;
            empty = mover.vacateStep(from, from + (4L << shift));
        }
        if (random.nextBoolean()) {
            mover.stay();
        }
    }

    /** Steps that found something in their range. */
    int moved() {
        return moved;
    }

    int released() {
        return released;
    }
}
