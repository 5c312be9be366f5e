package org.varve.store.reclaim;

import java.util.function.LongSupplier;
import org.varve.store.index.EntryWord;
import org.varve.store.index.Index;
import org.varve.store.log.Head;
import org.varve.store.log.RecordLayout;
import org.varve.store.log.Records;
import org.varve.store.observe.PassKind;
import org.varve.store.policy.EvictionPolicy;
import org.varve.store.policy.EvictionPolicy.Verdict;
import org.varve.store.policy.FrequencySketch;
import org.varve.store.segment.SegmentTable;
import org.varve.store.segment.Stream;

/**
 * Empties one segment, or two that compete, slice by slice. In each slice the records' entries are looked up first, then it is decided what becomes of
 * each, then bytes are moved. Counters nominated the segments; the entry decides about each record. Used by one thread at a time.
 */
final class Pass {
    /** What a pass does with a live record. */
    enum Mode {
        /** Keeps it where it is in its stream. */
        CARRY_OVER(PassKind.COMPACTION),
        /** Goes through all that a contest does, but keeps it where it is in its stream; see {@link Practice}. */
        REHEARSE(PassKind.COMPACTION),
        /** Lets it compete. */
        CONTEST(PassKind.CONTEST),
        /** Keeps it, on probation, unless its cache has more than it wishes. */
        SIFT(PassKind.SIFTING),
        /** Drops it: somebody needs more room than a contest gives. */
        FLUSH(PassKind.FLUSH);

        private final PassKind kind;

        Mode(PassKind kind) {
            this.kind = kind;
        }

        /** Whether the cache is the same afterwards. */
        boolean keepsAll() {
            return this == CARRY_OVER || this == REHEARSE;
        }

        /** As it is called outside. */
        PassKind kind() {
            return kind;
        }
    }

    /** Cells touched before the first of them is used, so that the memory fetches them side by side. */
    private static final int AHEAD = 32;

    private final EntryWord words;
    private final Records records;
    private final FrequencySketch sketch;
    private final EvictionPolicy policy;
    private final Relocator relocator;
    private final Survivors survivors;
    private final Tally tally;
    private final ReclaimCounters counters;
    private final Practice practice;
    private final LongSupplier wallClock;
    private final Victim main;
    private final Victim rival;
    private final Batch batch = new Batch();
    private final long sliceBytes;

    private Mode mode;
    private long order;
    private long now;
    /** Keeps the look ahead from being optimised away. */
    private long touched;

    Pass(Parts parts, Relocator relocator, Survivors survivors, Tally tally, Victim main, Victim rival, long sliceBytes) {
        this.words = parts.words;
        this.records = parts.records;
        this.sketch = parts.sketch;
        this.policy = parts.policy;
        this.counters = parts.counters;
        this.practice = parts.practice;
        this.wallClock = parts.wallClock;
        this.relocator = relocator;
        this.survivors = survivors;
        this.tally = tally;
        this.main = main;
        this.rival = rival;
        this.sliceBytes = sliceBytes;
    }

    /** What a pass goes by. */
    record Parts(EntryWord words, Records records, FrequencySketch sketch, EvictionPolicy policy, ReclaimCounters counters, Practice practice,
            LongSupplier wallClock) {
    }

    boolean isActive() {
        return main.isActive();
    }

    Mode mode() {
        return mode;
    }

    /**
     * Begins.
     *
     * @param slot        claimed
     * @param rivalSlot   claimed, for a contest of two; {@link Survey#NONE} otherwise
     * @param victimOrder place of the first in its stream
     */
    void begin(Mode what, int slot, int rivalSlot, long victimOrder) {
        mode = what;
        order = victimOrder;
        main.begin(slot);
        if (rivalSlot != Survey.NONE) {
            rival.begin(rivalSlot);
        }
    }

    /** Gives the segments up as they are. */
    void abandon() {
        if (main.isActive()) {
            main.abandon();
        }
        if (rival.isActive()) {
            rival.abandon();
        }
    }

    /**
     * Deals with one slice.
     *
     * @param records of each segment at most
     * @return false if there was no room to carry something over; the pass is given up then
     */
    boolean slice(int records) {
        boolean done = false;
        try {
            boolean room = dealWithSlice(records);
            done = true;
            return room;
        } finally {
            try {
                tally.flush();
            } finally {
                // What it holds may lie in blocks that have been given back.
                batch.clear();
                if (!done) {
                    abandon();
                }
            }
        }
    }

    private boolean dealWithSlice(int records) {
        now = wallClock.getAsLong();
        long passed = main.gather(batch, sliceBytes, records);
        if (rival.isActive()) {
            passed += rival.gather(batch, Math.max(sliceBytes, passed), records);
        }
        lookUp();
        if (!dealWith(passed)) {
            abandon();
            return false;
        }
        if (isCompetition()) {
            practice.dealtWith(batch.size());
        }
        // Where one of two is done, the other is the oldest of its stream again.
        if (isDone(main) | isDone(rival)) {
            counters.pass(mode.kind());
            abandon();
        }
        return true;
    }

    /** False if there was no room to carry something over. */
    private boolean dealWith(long passed) {
        switch (mode) {
            case CARRY_OVER:
                return carryOver();
            case SIFT:
                for (int i = 0; i < batch.size(); i++) {
                    if (batch.bias(i) < 0 || !keep(i, RecordLayout.size(batch.shape(i)), Stream.PROBATION)) {
                        drop(i);
                    }
                }
                return true;
            case FLUSH:
                for (int i = 0; i < batch.size(); i++) {
                    drop(i);
                }
                return true;
            default:
                return decide(passed);
        }
    }

    private boolean isDone(Victim victim) {
        return victim == main && !main.isActive() || victim.isActive() && victim.release();
    }

    /** Finds out which records are live; drops those whose time has come or whose cache was cleared. */
    private void lookUp() {
        int live = 0;
        for (int from = 0; from < batch.size(); from += AHEAD) {
            int to = Math.min(batch.size(), from + AHEAD);
            touch(from, to, false);
            touch(from, to, true);
            if (isCompetition()) {
                touchCounters(from, to);
            }
            for (int i = from; i < to; i++) {
                live += isLive(i, live) ? 1 : 0;
            }
        }
        batch.cut(live);
    }

    private void touch(int from, int to, boolean chain) {
        for (int i = from; i < to; i++) {
            touched += batch.index(i).touch(batch.hash(i), chain);
        }
    }

    private void touchCounters(int from, int to) {
        for (int i = from; i < to; i++) {
            touched += sketch.touch(batch.hash(i));
        }
    }

    private boolean isLive(int i, int to) {
        Index index = batch.index(i);
        long hash = batch.hash(i);
        long location = batch.location(i);
        long shape = batch.shape(i);
        // Neither of these two is an eviction: nobody would have found the record again. Whether it is still there they find out themselves; but who
        // listens is not bothered with what is not.
        if (records.expireAt(location, shape, SegmentTable.ETERNAL) <= now
                && (index.account().listener() == null || index.wordAt(hash, location) != 0)
                && relocator.drop(index, hash, location, shape, Relocator.Reason.EXPIRED, now)) {
            return false;
        }
        if (index.table() == Index.RETIRED) {
            relocator.drop(index, hash, location, shape, Relocator.Reason.CLEARED, now);
            return false;
        }
        long word = index.wordAt(hash, location);
        if (word == 0) {
            return false;
        }
        boolean accessed = EntryWord.isAccessed(word);
        boolean competes = isCompetition();
        if (accessed && !mode.keepsAll()) {
            sketch.raise(hash);
        }
        batch.keep(i, to, accessed, competes ? sketch.frequency(hash) : 0, competes ? index.account().bias() : 0);
        return true;
    }

    /** True if frequencies and wishes count. */
    private boolean isCompetition() {
        return mode == Mode.CONTEST || mode == Mode.SIFT || mode == Mode.REHEARSE;
    }

    private boolean carryOver() {
        for (int i = 0; i < batch.size(); i++) {
            if (!carryOver(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean carryOver(int i) {
        return move(i, survivors.carryingOver(streamOf(i), order, expireAt(i), now), true);
    }

    private long expireAt(int i) {
        return records.expireAt(batch.location(i), batch.shape(i), SegmentTable.ETERNAL);
    }

    private boolean move(int i, Head to, boolean keepAccess) {
        boolean moved = relocator.move(batch.index(i), batch.hash(i), batch.location(i), batch.shape(i), to, keepAccess, now);
        if (moved) {
            tally.copied(RecordLayout.size(batch.shape(i)));
        }
        return moved;
    }

    private void drop(int i) {
        relocator.drop(batch.index(i), batch.hash(i), batch.location(i), batch.shape(i), Relocator.Reason.EVICTED, now);
    }

    /** As the policy says. False if a rehearsal found no room. */
    private boolean decide(long passed) {
        policy.begin();
        for (int i = 0; i < batch.size(); i++) {
            policy.consider(streamOf(i), batch.isAccessed(i), batch.frequency(i), RecordLayout.size(batch.shape(i)), batch.bias(i));
        }
        policy.settle(passed / 2);
        // Whatever the policy says, a contest gains something, unless it meets nothing but what is below a floor.
        long mayKeep = passed * 3 / 4;
        for (int i = 0; i < batch.size(); i++) {
            long size = RecordLayout.size(batch.shape(i));
            Verdict verdict = policy.verdict(streamOf(i), batch.isAccessed(i), batch.frequency(i), size, batch.bias(i));
            if (mode == Mode.REHEARSE) {
                if (!rehearse(i, size)) {
                    return false;
                }
                continue;
            }
            // Who is below a floor took the room first; where that was not enough, others make up for it in the next contests.
            boolean mayStay = batch.bias(i) > 0 || verdict != Verdict.EVICT && (size <= mayKeep || batch.victim(i).isAlone(size));
            boolean stays = mayStay && keep(i, size, verdict == Verdict.PROTECT ? Stream.PROTECTED : Stream.PROBATION);
            if (stays) {
                mayKeep -= size;
            } else {
                drop(i);
            }
        }
        return true;
    }

    /** Carries a record over whatever the verdict is. A record that has a segment to itself had better stay there. */
    private boolean rehearse(int i, long size) {
        if (batch.victim(i).isAlone(size) || !carryOver(i)) {
            return false;
        }
        // Nobody names it any more, so this finds nothing to take out.
        drop(i);
        return true;
    }

    private Stream streamOf(int i) {
        return batch.victim(i).stream();
    }

    /** Moves a record to a stream, or its whole segment where it is alone in it. False if there is no room. */
    private boolean keep(int i, long size, Stream to) {
        Victim victim = batch.victim(i);
        if (victim.isAlone(size)) {
            relocator.forgetAccess(batch.index(i), batch.hash(i), batch.location(i));
            victim.relabel(to);
            return true;
        }
        return move(i, survivors.admitting(to, expireAt(i), now), false);
    }

    /** Blocks given back so far, by all passes. */
    long blocksReleased() {
        return main.blocksReleased() + rival.blocksReleased();
    }

    long heapBytes() {
        return batch.heapBytes();
    }
}
