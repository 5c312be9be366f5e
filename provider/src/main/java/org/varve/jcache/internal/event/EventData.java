package org.varve.jcache.internal.event;

import javax.cache.event.EventType;

/**
 * What happened to one entry, as encoded bytes that nobody changes any more.
 *
 * @param type  what happened
 * @param key   the key's encoding
 * @param value the new value's encoding; for REMOVED and EXPIRED that of the value that went, or null if no listener may see it
 * @param old   the replaced or removed value's encoding; null if there was none or no listener may see it
 */
public record EventData(EventType type, byte[] key, byte[] value, byte[] old) {
}
