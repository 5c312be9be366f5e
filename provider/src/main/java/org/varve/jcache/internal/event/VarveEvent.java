package org.varve.jcache.internal.event;

import javax.cache.Cache;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.EventType;
import org.varve.jcache.internal.coding.EntryCodec;

/** One listener's own view of an event: keys and values are decoded when asked for, and shared with no other listener. */
final class VarveEvent<K, V> extends CacheEntryEvent<K, V> {
    private static final long serialVersionUID = 1L;

    private final transient EntryCodec<K, V> codec;
    private final transient EventData data;
    private final boolean showsOld;
    private transient K key;
    private transient V value;
    private transient V old;

    /** @param showsOld whether the registration asked for old values; otherwise none is shown, even if another one did */
    VarveEvent(Cache<K, V> source, EntryCodec<K, V> codec, EventData data, boolean showsOld) {
        super(source, data.type());
        this.codec = codec;
        this.data = data;
        this.showsOld = showsOld && data.old() != null;
    }

    /** Bytes of key and values. */
    long bytes() {
        return data.bytes();
    }

    @Override
    public K getKey() {
        if (key == null) {
            key = codec.decodeKey(data.key());
        }
        return key;
    }

    @Override
    public V getValue() {
        if (getEventType() == EventType.REMOVED || getEventType() == EventType.EXPIRED) {
            return getOldValue();
        }
        if (value == null) {
            value = codec.decodeValue(data.value(), data.value().length);
        }
        return value;
    }

    @Override
    public V getOldValue() {
        if (!showsOld) {
            return null;
        }
        if (old == null) {
            old = codec.decodeValue(data.old(), data.old().length);
        }
        return old;
    }

    @Override
    public boolean isOldValueAvailable() {
        return showsOld;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new IllegalArgumentException("an event cannot be unwrapped to " + type.getName());
    }
}
