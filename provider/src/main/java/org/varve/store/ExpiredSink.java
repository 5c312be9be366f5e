package org.varve.store;

/** Is told of the expired mappings that the store itself drops, for a cache with listeners. */
@FunctionalInterface
public interface ExpiredSink {
    /** What becomes of a mapping that was announced. */
    @FunctionalInterface
    interface Drop {
        /**
         * Called once, by the thread that announced it, some instructions later.
         *
         * @param isDropped true if the store has dropped the mapping; false if it lives on, or an operation has replaced or removed it first
         */
        void done(boolean isDropped);
    }

    /**
     * An expired mapping may be about to be dropped. Told before, and not only afterwards, so that an operation which misses the mapping can find
     * out that it was dropped for this reason, however long the reclaiming thread is kept from telling the outcome. Called by whoever reclaims memory,
     * which may be a thread inside an operation of its own: must only note it, never run user code, never wait. The arrays belong to the callee.
     *
     * @param key         the key's encoding
     * @param isCanonical true if it was put with {@link StoreKey#setCanonical}
     * @param keyHashCode the hash code it was put with otherwise
     * @param value       the value's encoding
     * @return is told the outcome
     */
    Drop expiring(byte[] key, boolean isCanonical, int keyHashCode, byte[] value);
}
