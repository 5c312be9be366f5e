package org.varve.store.observe;

import java.util.function.Consumer;

/**
 * Is told what a store does by itself. Called by whoever does the work, which is a reclaiming thread or a writer inside an operation of its own; without
 * the lock of a bucket or an append head. Must be quick, must not wait, call the store or throw.
 *
 * <p>What takes time is announced when it begins. Who is returned then is told how it went, by whatever thread ends it; null for nobody. Of work that is
 * broken off by an error the end is not told.
 */
public interface StoreObserver {
    /** Who is not interested. */
    StoreObserver NONE = new StoreObserver() { };

    /** A pass over a segment, or over two that compete, begins. */
    default Consumer<PassReport> passBegins(PassKind kind) {
        return null;
    }

    /** A sweep over the indexes for what has expired begins. */
    default Consumer<SweepReport> sweepBegins() {
        return null;
    }

    /** A writer has found no room, or few blocks left, and begins to help, or to wait. */
    default Consumer<StallReport> stallBegins() {
        return null;
    }

    /** A record that can never fit was put, and evicted at once. */
    default void oversized(OversizedReport report) {
    }

    /** The budget was changed. */
    default void resized(ResizeReport report) {
    }

    /** The store was closed, be it by the thread of a store that everybody has forgotten. The last call. */
    default void closed() {
    }
}
