package org.varve.benchmarks.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.caffinitas.ohc.CacheSerializer;
import org.caffinitas.ohc.OHCache;
import org.caffinitas.ohc.OHCacheBuilder;
import org.varve.benchmarks.values.HandWritten;
import org.varve.benchmarks.values.ValueKind;

/** OHC, which has no API of JCache and no serializers: the hand-written ones serve. */
final class OhcPeer implements Peer {
    /** A power of two that holds many entries of 1 KiB. */
    private static final int CHUNK = 64 << 10;

    private final boolean chunked;

    /** @param chunked entries in chunks of memory; else each in a piece of its own, linked */
    OhcPeer(boolean chunked) {
        this.chunked = chunked;
    }

    @Override
    public PeerCache open(Setup setup) {
        OHCacheBuilder<String, Object> builder = OHCacheBuilder.<String, Object>newBuilder().capacity(setup.capacityBytes()).throwOOME(true)
                .keySerializer(serializer(ValueKind.textForm())).valueSerializer(serializer(setup.values().form()));
        if (setup.ttlMillis() > 0) {
            builder = builder.timeouts(true).defaultTTLmillis(setup.ttlMillis());
        }
        return new OhcCache((chunked ? builder.chunkSize(CHUNK) : builder).build());
    }

    private static <T> CacheSerializer<T> serializer(HandWritten<T> form) {
        return new CacheSerializer<>() {
            @Override
            public void serialize(T value, ByteBuffer buffer) {
                form.write(value, buffer);
            }

            @Override
            public T deserialize(ByteBuffer buffer) {
                return form.read(buffer);
            }

            @Override
            public int serializedSize(T value) {
                return form.size(value);
            }
        };
    }

    private record OhcCache(OHCache<String, Object> cache) implements PeerCache {
        @Override
        public Object get(String key) {
            return cache.get(key);
        }

        @Override
        public void put(String key, Object value) {
            cache.put(key, value);
        }

        @Override
        public double held() {
            return cache.memUsed();
        }

        @Override
        public void close() {
            try {
                cache.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
