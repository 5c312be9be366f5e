package org.varve.store;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.varve.store.log.RecordLayout;
import org.varve.store.segment.ByteAccount;
import org.varve.store.segment.SegmentState;
import org.varve.store.segment.SegmentTable;

/**
 * Stores weakened on purpose, each in one way. A simulation that does not find one of them within its number of seeds is not worth running.
 *
 * <p>The store has no switches for that. So its memory loses or changes a particular store or read, or its tables are spoilt between two steps.
 */
enum Weakenings {
    /** Replacing or removing a record leaves its bytes on the account. */
    LIVE_BYTES_NOT_TAKEN_OFF(5, () -> new Weakening() {
        @Override
        void after(Store store, SimulationStep step) {
            if (step.action() == SimulationAction.PUT || step.action() == SimulationAction.REMOVE) {
                forClosed(store.parts().segments(), slot -> store.parts().segments().addLive(slot, RecordLayout.MAX_HEADER, Expiry.ETERNAL, new ByteAccount()));
            }
        }
    }),
    /** A segment is freed although entries name records in it. */
    FREED_BEFORE_THE_ENTRIES_WENT(20, () -> new Weakening() {
        @Override
        void after(Store store, SimulationStep step) {
            SegmentTable segments = store.parts().segments();
            if (step.action().isMaintenance()) {
                forClosed(segments, slot -> {
                    segments.subtractLive(slot, segments.live(slot), Expiry.ETERNAL);
                    while (segments.records(slot) > 0) {
                        segments.subtractLive(slot, 0, Expiry.ETERNAL);
                    }
                    segments.claim(slot);
                    segments.free(slot);
                });
            }
        }
    }),
    /** The reclaimer believes what an entry said before somebody changed it. */
    RELOCATION_WITHOUT_ANOTHER_LOOK(3_000, () -> new Weakening() {
        private final Map<Long, Long> former = new HashMap<>();

        @Override
        void storing(SimulatedMemory memory, long address, long before) {
            if (memory.isReclaiming() && memory.isInside()) {
                former.putIfAbsent(address, before);
            } else {
                former.remove(address);
            }
        }

        @Override
        long read(SimulatedMemory memory, long address, long value) {
            boolean looks = memory.isReclaiming() && !memory.isInside() && memory.locked() > 0;
            return looks ? former.getOrDefault(address, value) : value;
        }

        @Override
        void after(Store store, SimulationStep step) {
            former.clear();
        }
    }),
    /** A touch between copy and publication is lost. */
    EXPIRY_NOT_COPIED_AGAIN(3_000, () -> new Weakening() {
        @Override
        boolean dropsLong(SimulatedMemory memory, long value) {
            return isExpiry(value) && memory.locked() > 0 && memory.isReclaiming() && !memory.isInside();
        }
    }),
    /** An update of a value between copy and publication is lost. */
    VALUE_NOT_COPIED_AGAIN(3_000, () -> new Weakening() {
        @Override
        long copied(SimulatedMemory memory, long length) {
            return memory.locked() > 0 && memory.isReclaiming() && !memory.isInside() ? 0 : length;
        }
    }),
    /** A sweep believes the expiry time that stood in a record when it was read ahead. */
    EXPIRY_NOT_LOOKED_AT_UNDER_THE_LOCK(3_000, () -> new Weakening() {
        private final Map<Long, Long> former = new HashMap<>();

        @Override
        void storing(SimulatedMemory memory, long address, long before) {
            if (memory.isReclaiming() && memory.isInside() && isExpiry(before)) {
                former.putIfAbsent(address, before);
            } else {
                former.remove(address);
            }
        }

        @Override
        long read(SimulatedMemory memory, long address, long value) {
            boolean looks = memory.isReclaiming() && !memory.isInside() && memory.locked() > 0 && former.containsKey(address) && isSweeping();
            return looks ? former.get(address) : value;
        }

        private boolean isSweeping() {
            return StackWalker.getInstance().walk(frames -> frames.anyMatch(frame -> frame.getClassName().endsWith(".BucketSweep")));
        }

        @Override
        void after(Store store, SimulationStep step) {
            former.clear();
        }
    }),
    /** A touch changes nothing. */
    EXPIRY_NOT_STORED(20, () -> new Weakening() {
        @Override
        boolean dropsLong(SimulatedMemory memory, long value) {
            return isExpiry(value) && memory.locked() > 0 && !memory.isReclaiming();
        }
    }),
    /** One of many entries is not stored. */
    ENTRY_NOT_STORED(20, () -> new Weakening() {
        private int stores;

        @Override
        boolean dropsLong(SimulatedMemory memory, long value) {
            return value > 0 && !isExpiry(value) && memory.locked() > 0 && ++stores % 64 == 0;
        }
    }),
    /** A bucket is unlocked with the version that it had before. */
    VERSION_NOT_RAISED(3_000, () -> new Weakening() {
        @Override
        long released(long version) {
            return (version & 1) == 0 ? version - 2 : version;
        }
    }),
    /** Noting that an entry was used damages its tag. */
    ACCESS_DAMAGES_THE_TAG(20, () -> new Weakening() {
        private static final long HIGHEST_TAG_BIT = 1L << 61;

        @Override
        long swapped(long expected, long value) {
            return SimulatedMemory.isLock(expected, value) ? value : value ^ HIGHEST_TAG_BIT;
        }
    }),
    /** A record is published without saying whose it is. */
    INDEX_ID_NOT_WRITTEN(20, () -> new Weakening() {
        @Override
        boolean dropsByte(SimulatedMemory memory, byte before, byte value) {
            return memory.locked() > 0 && !isDeadMark(before, value);
        }
    }),
    /** A record that moves loses its last byte. */
    RELOCATION_TOO_SHORT(200, () -> new Weakening() {
        @Override
        long copied(SimulatedMemory memory, long length) {
            return length - 1;
        }
    }),
    /** A closed store keeps its memory. */
    MEMORY_KEPT(1, () -> new Weakening() {
        @Override
        boolean keepsMemory() {
            return true;
        }
    });

    private static final long LATEST = 1L << 31;
    /** The flag of a record that no entry names any more. */
    private static final int DEAD = 4;

    /** What is done to a segment. */
    private interface Spoil {
        void spoil(int slot);
    }

    private final int seeds;
    private final Supplier<Weakening> create;

    Weakenings(int seeds, Supplier<Weakening> create) {
        this.seeds = seeds;
        this.create = create;
    }

    /** So many seeds must find it. */
    int seeds() {
        return seeds;
    }

    Weakening create() {
        return create.get();
    }

    /** The simulated clock stays small, so what is stored is an expiry time or has a tag. */
    private static boolean isExpiry(long value) {
        return value == Expiry.ETERNAL || value > 0 && value < LATEST;
    }

    private static boolean isDeadMark(byte before, byte value) {
        return before < DEAD && value == (before | DEAD);
    }

    private static void forClosed(SegmentTable segments, Spoil spoil) {
        for (int slot = 0; slot < segments.usedSlots(); slot++) {
            if (segments.state(slot) == SegmentState.CLOSED && segments.live(slot) > 0) {
                spoil.spoil(slot);
                return;
            }
        }
    }
}
