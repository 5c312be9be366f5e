package org.varve.store.segment;

/**
 * A writer's place in the queue for blocks. The first in the queue is promised as many blocks as it waits for: nobody else but the reclaimer takes any
 * that are free until it has got them. Without that, small records take what was freed for a large one again and again.
 *
 * <p>Belongs to the thread that made it, which finds its blocks pledged when it takes them. To be closed by it in any case.
 */
public final class Pledge implements AutoCloseable {
    private final BlockAllocator blocks;
    private final Thread owner = Thread.currentThread();
    private final int count;

    Pledge(BlockAllocator blocks, int count) {
        this.blocks = blocks;
        this.count = count;
    }

    /** Blocks that are waited for. */
    public int count() {
        return count;
    }

    boolean isOwn() {
        return owner == Thread.currentThread();
    }

    /** Leaves the queue, if that has not happened by taking the blocks. Idempotent. */
    @Override
    public void close() {
        blocks.withdraw(this);
    }
}
