package org.varve.store.policy;

import java.util.Arrays;

/**
 * Which line of a sketch a hash belongs to, and where its block lies; while the sketch is changing its size, both for what has the new size already and
 * for what has not. Never changed: every step makes another one.
 *
 * <p>The sketch's lines are shared out evenly: a hash, read as a fraction of 2^64, belongs to the line that many parts along. With another number of lines
 * a line takes over from those that overlapped with it, which are neighbours. A sketch that grows is converted from its last block to its
 * first, one that shrinks from its first to its last: in these orders the number under which a block is stored never has to be that of two blocks.
 *
 * @param addresses of the blocks, by number; {@link #NONE} where none lies
 * @param blocks    how many there are, or will be at the end of the change
 * @param former    how many there were before the change; 0 also if there is none
 * @param boundary  when growing, blocks from here on are converted; when shrinking, those below. 0 without a change
 * @param lineShift binary logarithm of the number of lines in a block
 */
record SketchDirectory(long[] addresses, int blocks, int former, int boundary, int lineShift) {
    static final long NONE = -1;

    /** Without a block. */
    static SketchDirectory empty(int lineShift) {
        return new SketchDirectory(new long[0], 0, 0, 0, lineShift);
    }

    /** The beginning of a change of size. */
    SketchDirectory resized(int wanted) {
        long[] both = Arrays.copyOf(addresses, Math.max(blocks, wanted));
        Arrays.fill(both, addresses.length, both.length, NONE);
        return new SketchDirectory(both, wanted, blocks, blocks < wanted ? wanted : 0, lineShift);
    }

    boolean isChanging() {
        return boundary != (isGrowing() ? 0 : blocks);
    }

    private boolean isGrowing() {
        return former < blocks;
    }

    /** A hash's line; {@link #NONE} if it has none (yet). */
    long lineOf(long hash) {
        long line = share(hash, blocks);
        boolean converted = isGrowing() ? line >= (long) boundary << lineShift : line < (long) boundary << lineShift;
        if (converted) {
            return line;
        }
        return former == 0 ? NONE : share(hash, former);
    }

    private long share(long hash, int of) {
        return Math.multiplyHigh(hash >>> 1, (long) of << lineShift + 1);
    }

    /** The block of a line; {@link #NONE} if it has none. */
    long addressOf(long line) {
        return addresses[(int) (line >>> lineShift)];
    }

    /** Number of the block to be converted next. */
    int next() {
        return isGrowing() ? boundary - 1 : boundary;
    }

    /** The first of the former lines that line {@code line} takes over from. */
    long firstSource(long line) {
        return line * former / blocks;
    }

    /** The one behind the last of the former lines that line {@code line} takes over from. */
    long endOfSources(long line) {
        return ((line + 1) * former + blocks - 1) / blocks;
    }

    /** After {@link #next} was converted: the lowest former block that nothing needs any more, of those that were needed before. */
    int firstUnneeded() {
        return isGrowing() ? (int) Math.min(former, ((long) next() * former + blocks - 1) / blocks) : next();
    }

    /** The one behind the last of these. */
    int endOfUnneeded() {
        return isGrowing() ? Math.min(former, next() + 1) : (int) ((next() + 1L) * former / blocks);
    }

    /** With block {@link #next} converted, which lies at {@code address}. */
    SketchDirectory converted(long address) {
        long[] changed = addresses.clone();
        Arrays.fill(changed, Math.min(firstUnneeded(), endOfUnneeded()), endOfUnneeded(), NONE);
        int at = next();
        changed[at] = address;
        int rest = isGrowing() ? at : blocks - at - 1;
        if (rest == 0) {
            return new SketchDirectory(Arrays.copyOf(changed, blocks), blocks, 0, 0, lineShift);
        }
        return new SketchDirectory(changed, blocks, former, isGrowing() ? at : at + 1, lineShift);
    }

    /** With a block elsewhere. */
    SketchDirectory moved(int number, long address) {
        long[] changed = addresses.clone();
        changed[number] = address;
        return new SketchDirectory(changed, blocks, former, boundary, lineShift);
    }

    /** Where blocks lie. */
    long[] present() {
        return Arrays.stream(addresses).filter(address -> address != NONE).toArray();
    }
}
