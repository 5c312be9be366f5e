package org.varve.jcache.internal.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.EventType;
import org.junit.jupiter.api.Test;
import org.varve.codec.CodecSettings;
import org.varve.codec.EncodeBuffer;
import org.varve.codec.assembly.CacheCodecs;
import org.varve.codec.assembly.Codecs;
import org.varve.jcache.internal.coding.EntryCodec;

class AsyncQueueTest {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<String> heard = new ArrayList<>();
    private final CacheCodecs codecs = new Codecs(getClass().getClassLoader()).forCache(CodecSettings.DEFAULTS);
    private final EntryCodec<String, String> codec = new EntryCodec<>("queue", codecs, String.class, String.class);
    private final AsyncQueue<String, String> queue = new AsyncQueue<>(new Registration<>(
            new MutableCacheEntryListenerConfiguration<>(new SingletonFactory<>(listener()), null, false, false)), tasks::add);

    /** An event wants some source; nobody looks at it here. */
    @SuppressWarnings("unchecked")
    private final Cache<String, String> source = (Cache<String, String>) Proxy.newProxyInstance(getClass().getClassLoader(),
            new Class<?>[] {Cache.class}, (proxy, method, arguments) -> null);

    private CacheEntryCreatedListener<String, String> listener() {
        return events -> events.forEach(event -> heard.add(event.getKey()));
    }

    private void add(String key) {
        EncodeBuffer bytes = new EncodeBuffer();
        codecs.keys().encode(key, bytes);
        byte[] encoded = Arrays.copyOf(bytes.array(), bytes.length());
        queue.add(new VarveEvent<>(source, codec, new EventData(EventType.CREATED, encoded, encoded, null), false));
    }

    @Test
    void whatIsQueuedIsDeliveredInOrderByOneTaskAtATime() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            add("k" + i);
            expected.add("k" + i);
            assertEquals(1, tasks.size());
        }
        while (!tasks.isEmpty()) {
            tasks.remove().run();
            assertTrue(tasks.size() <= 1);
        }
        assertEquals(expected, heard);
    }

    /** The publisher is slowed down, but never stopped: it may hold what the listener waits for. */
    @Test
    void eventsOfManyBytesAreDeliveredAllTheSame() {
        String large = "x".repeat((int) (HeapShare.bytes() / 8));
        for (int i = 0; i < 6; i++) {
            add(large);
        }
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
        assertEquals(6, heard.size());
        assertEquals(0, queue.bytes());
    }

    @Test
    void aClosedQueueIsNotScheduledAgain() {
        add("a");
        add("b");
        queue.close();
        tasks.remove().run();
        assertEquals(0, tasks.size());
        assertEquals(List.of(), heard);
    }
}
