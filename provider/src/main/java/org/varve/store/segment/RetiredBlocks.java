package org.varve.store.segment;

import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

/** Blocks of the index or the sketch that are not used any more, while somebody may still be about to write to them: until a grace period has passed. */
public final class RetiredBlocks {
    private final ReentrantLock lock = new ReentrantLock();
    private final BlockAllocator blocks;
    private int[] waiting = new int[8];
    private int count;

    public RetiredBlocks(BlockAllocator blocks) {
        this.blocks = blocks;
    }

    /** A block is not reachable any more. */
    public void add(int block) {
        lock.lock();
        try {
            if (count == waiting.length) {
                waiting = Arrays.copyOf(waiting, 2 * count);
            }
            waiting[count++] = block;
        } finally {
            lock.unlock();
        }
    }

    /** The blocks that wait; the caller has to give them back after a grace period, or add them again. */
    public int[] take() {
        lock.lock();
        try {
            int[] taken = Arrays.copyOf(waiting, count);
            count = 0;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** After a grace period. */
    public void release(int[] taken) {
        for (int block : taken) {
            blocks.giveIndexBlock(block);
        }
    }

    /** For a verifier. */
    public int[] waiting() {
        lock.lock();
        try {
            return Arrays.copyOf(waiting, count);
        } finally {
            lock.unlock();
        }
    }
}
