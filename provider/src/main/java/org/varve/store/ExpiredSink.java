package org.varve.store;

/** Is told of the expired mappings that the store itself drops, for a cache with listeners. */
@FunctionalInterface
public interface ExpiredSink {
    /**
     * An expired mapping is about to be dropped. Called by whoever reclaims memory: must only note it, never run user code and never wait. The arrays belong
     * to the callee.
     *
     * @param key         the key's encoding
     * @param isCanonical true if it was put with {@link StoreKey#setCanonical}
     * @param keyHashCode the hash code it was put with otherwise
     * @param value       the value's encoding
     */
    void expired(byte[] key, boolean isCanonical, int keyHashCode, byte[] value);
}
