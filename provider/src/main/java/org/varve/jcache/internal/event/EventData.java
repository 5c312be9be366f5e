package org.varve.jcache.internal.event;

import javax.cache.event.EventType;

/**
 * What happened to one entry, as encoded bytes that nobody changes any more.
 *
 * @param type  what happened
 * @param key   the key's encoding
 * @param value the new value's encoding; null for REMOVED and EXPIRED
 * @param old   encoding of the value that was replaced or went; null if there was none or no listener may see it
 */
public record EventData(EventType type, byte[] key, byte[] value, byte[] old) {
    /** Of key and values together. */
    long bytes() {
        return (long) key.length + (value == null ? 0 : value.length) + (old == null ? 0 : old.length);
    }
}
