package org.varve.store.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * How many buckets an index has, and where their cells lie, at one moment: the table word of linear hashing (W. Litwin, VLDB 1980) with the directory
 * that belongs to it. There are {@code 2^level + split} buckets; those below {@code split}, and those that they were split into, go by one hash bit more.
 *
 * <p>Every change (split, merge, a run that moves) publishes another object, and an operation compares <em>objects</em>. A number would not do: shrinking
 * and growing again leads back to the same number of buckets with other cells behind them, and a thread that slept through both would take a cell for its
 * bucket that is somebody else's. An object that a thread still holds is never made anew.
 *
 * <p>The array is shared by successive tables and changed in place. What a table finds in it is right while that table is the one of its index: an
 * element is only written for a run that the present table does not reach, or once that run has been copied there (see {@link Resizer}).
 * Later it may be another run, which is still a run.
 */
public final class Table {
    static final int RUN_SHIFT = 4;
    static final long MIN_BUCKETS = 1L << EntryWord.TAG_FROM;

    private static final VarHandle RUNS = MethodHandles.arrayElementVarHandle(long[].class);

    private final long buckets;
    private final int level;
    private final long split;
    private final long[] runs;

    private Table(long buckets, long[] runs) {
        this.buckets = buckets;
        this.level = 63 - Long.numberOfLeadingZeros(buckets);
        this.split = buckets - (1L << level);
        this.runs = runs;
    }

    /** What stands in for the table of an index that is not in use any more. */
    static Table none() {
        return new Table(MIN_BUCKETS, new long[1]);
    }

    /** The smallest table there is: one run. */
    static Table first(long run) {
        return new Table(MIN_BUCKETS, new long[] {run});
    }

    long buckets() {
        return buckets;
    }

    int level() {
        return level;
    }

    /** The bucket that is split next. */
    long split() {
        return split;
    }

    long bucket(long hash) {
        long bucket = hash & (1L << level) - 1;
        return bucket < split ? hash & (2L << level) - 1 : bucket;
    }

    /** How many low bits the hashes have in common that share a bucket with {@code hash}. */
    int commonBits(long hash) {
        return (hash & (1L << level) - 1) < split ? level + 1 : level;
    }

    /** The cell of a bucket. */
    long cell(long bucket) {
        // Pairs with move: who sees the new run also sees what was copied there, and that it is locked.
        return (long) RUNS.getAcquire(runs, (int) (bucket >>> RUN_SHIFT)) + (bucket & CellSlab.RUN_CELLS - 1) * Cells.CELL_BYTES;
    }

    long cellOf(long hash) {
        return cell(bucket(hash));
    }

    int runCount() {
        return (int) (buckets + CellSlab.RUN_CELLS - 1 >>> RUN_SHIFT);
    }

    long run(int index) {
        return runs[index];
    }

    /** True if one bucket more needs another run. */
    boolean isLastRunFull() {
        return (buckets & CellSlab.RUN_CELLS - 1) == 0;
    }

    /** The table with one bucket more. {@code run} is the run of that bucket if {@link #isLastRunFull()}, else 0. */
    Table plusOne(long run) {
        int at = (int) (buckets >>> RUN_SHIFT);
        long[] next = at < runs.length ? runs : Arrays.copyOf(runs, 2 * runs.length);
        if (run != 0) {
            next[at] = run;
        }
        return new Table(buckets + 1, next);
    }

    /** The table with one bucket less. */
    Table minusOne() {
        int needed = (int) (buckets + CellSlab.RUN_CELLS - 2 >>> RUN_SHIFT);
        return new Table(buckets - 1, 4 * needed <= runs.length ? Arrays.copyOf(runs, runs.length / 2) : runs);
    }

    /** The same buckets, one run of them elsewhere once {@link #move} has been called. */
    Table copy() {
        return new Table(buckets, runs);
    }

    /** Writes where a run lies now, after it was copied; under the locks of its cells. */
    void move(int index, long run) {
        RUNS.setRelease(runs, index, run);
    }

    /** Bytes of the directory on the Java heap. */
    long heapBytes() {
        return 8L * runs.length;
    }
}
