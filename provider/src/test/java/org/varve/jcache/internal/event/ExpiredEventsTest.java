package org.varve.jcache.internal.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryExpiredListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.varve.codec.CodecSettings;
import org.varve.codec.EncodeBuffer;
import org.varve.codec.assembly.CacheCodecs;
import org.varve.codec.assembly.Codecs;
import org.varve.jcache.internal.coding.EntryCodec;
import org.varve.store.ExpiredSink;
import org.varve.store.Expiry;
import org.varve.store.Keyspace;
import org.varve.store.Store;
import org.varve.store.StoreKey;
import org.varve.store.StoreOptions;
import org.varve.store.TimeSource;
import org.varve.store.ValueBuffer;

/** Notes from the store's hands to the listeners', step by step. */
class ExpiredEventsTest {
    private final Store store = Store.open(StoreOptions.of("notes", 16 << 20, TimeSource.system()));
    private final Keyspace keyspace = store.openKeyspace("notes", true);
    private final CacheCodecs codecs = new Codecs(getClass().getClassLoader()).forCache(CodecSettings.DEFAULTS);
    private final EntryCodec<String, String> entryCodec = new EntryCodec<>("notes", codecs, String.class, String.class);
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<String> heard = new ArrayList<>();
    private final CacheEvents<String, String> events = new CacheEvents<>(entryCodec, tasks::add);
    private final List<String> warnings = new ArrayList<>();
    private final Logger logger = Logger.getLogger(ExpiredEvents.class.getName());
    private long nanos;

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord logged) {
            warnings.add(logged.getMessage());
        }

        @Override
        public void flush() {
        }

        @Override
        public void close() {
        }
    };

    @BeforeEach
    @SuppressWarnings("unchecked") // an event wants some source; nobody looks at it here
    void listen() {
        events.open((Cache<String, String>) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Cache.class},
                (proxy, method, arguments) -> null));
        CacheEntryExpiredListener<String, String> listener = all -> all.forEach(event -> heard.add(event.getKey() + "=" + event.getOldValue()));
        events.register(new MutableCacheEntryListenerConfiguration<>(new SingletonFactory<>(listener), null, true, true));
        logger.addHandler(handler);
    }

    @AfterEach
    void close() {
        logger.removeHandler(handler);
        store.close();
    }

    private ExpiredEvents<String, String> events(int mostNotes, long mostBytes) {
        return new ExpiredEvents<>("notes", keyspace, entryCodec, events, tasks::add, () -> nanos, new ExpiredNotes(mostNotes, mostBytes));
    }

    private byte[] encoded(String text) {
        EncodeBuffer bytes = new EncodeBuffer();
        codecs.values().encode(text, bytes);
        return Arrays.copyOf(bytes.array(), bytes.length());
    }

    private ExpiredSink.Drop expiring(ExpiredEvents<String, String> into, String key, String value) {
        return into.sink().expiring(encoded(key), true, 0, encoded(value));
    }

    private StoreKey key(String text) {
        StoreKey key = new StoreKey();
        key.setCanonical(encoded(text), encoded(text).length);
        return key;
    }

    private void runTasks() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    @Test
    void whatWasDroppedIsToldInOrderAndWhatWasNotIsNot() {
        ExpiredEvents<String, String> expired = events(10, 1 << 20);
        ExpiredSink.Drop a = expiring(expired, "a", "1");
        ExpiredSink.Drop b = expiring(expired, "b", "2");
        assertTrue(tasks.isEmpty(), "nothing has been dropped yet");
        expiring(expired, "c", "3").done(false);
        b.done(true);
        a.done(true);
        assertEquals(1, tasks.size());
        runTasks();
        assertEquals(List.of("b=2", "a=1"), heard);
        expiring(expired, "d", "4").done(true);
        runTasks();
        assertEquals(List.of("b=2", "a=1", "d=4"), heard);
        assertFalse(expired.isUntold(key("c")));
    }

    @Test
    void whatAnOperationTakesIsNotToldByTheTask() {
        ExpiredEvents<String, String> expired = events(10, 1 << 20);
        expiring(expired, "a", "1").done(true);
        expiring(expired, "a", "2").done(true);
        expiring(expired, "b", "3").done(true);
        assertTrue(expired.isUntold(key("a")));
        assertEquals(List.of("1", "2"), expired.take(key("a"), "a", null).stream().map(data -> text(data.old())).toList());
        assertFalse(expired.isUntold(key("a")));
        assertEquals(List.of(), expired.take(key("a"), "a", null));
        runTasks();
        assertEquals(List.of("b=3"), heard);
        assertEquals(List.of(), expired.take(key("b"), "b", null));
    }

    private String text(byte[] bytes) {
        return entryCodec.decodeValue(bytes, bytes.length);
    }

    @Test
    void anOperationTakesTheMappingThatItSawOnly() {
        ExpiredEvents<String, String> expired = events(10, 1 << 20);
        expiring(expired, "a", "1").done(true);
        assertEquals(List.of(), expired.take(key("a"), "a", found("2")));
        assertEquals(1, expired.take(key("a"), "a", found("1")).size());
    }

    private ValueBuffer found(String value) {
        ValueBuffer found = new ValueBuffer();
        keyspace.put(key("some key"), encoded(value), 0, encoded(value).length, Expiry.ETERNAL, Expiry.ETERNAL);
        keyspace.get(key("some key"), found);
        return found;
    }

    @Test
    void anOperationWaitsForTheOutcomeOfItsKeyOnly() throws Exception {
        ExpiredEvents<String, String> expired = events(10, 1 << 20);
        ExpiredSink.Drop a = expiring(expired, "a", "1");
        ExpiredSink.Drop b = expiring(expired, "b", "2");
        CompletableFuture<Integer> takesA = inAThread(() -> expired.take(key("a"), "a", null).size());
        CompletableFuture<Integer> takesC = inAThread(() -> expired.take(key("c"), "c", null).size());
        assertEquals(0, takesC.get(60, TimeUnit.SECONDS));
        Thread.sleep(50);
        assertFalse(takesA.isDone());
        a.done(true);
        assertEquals(1, takesA.get(60, TimeUnit.SECONDS));
        CompletableFuture<Integer> takesB = inAThread(() -> expired.take(key("b"), "b", null).size());
        b.done(false);
        assertEquals(0, takesB.get(60, TimeUnit.SECONDS));
    }

    private static <T> CompletableFuture<T> inAThread(Supplier<T> action) {
        return CompletableFuture.supplyAsync(action, task -> new Thread(task).start());
    }

    /** Otherwise an operation could tell of a mapping's successor while the task is between its look at the queue and the listeners. */
    @Test
    void whatTheTaskHasPolledCanStillBeTakenUntilItHoldsTheKey() throws Exception {
        ExpiredEvents<String, String> expired = events(10, 1 << 20);
        expiring(expired, "a", "1").done(true);
        var lock = keyspace.lock(key("a"));
        Thread task = new Thread(this::runTasks);
        task.start();
        while (task.isAlive() && task.getState() != Thread.State.TIMED_WAITING && task.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertEquals(1, expired.take(key("a"), "a", null).size());
        lock.close();
        task.join();
        assertEquals(List.of(), heard);
    }

    @Test
    void whatDoesNotFitIsCountedAndSaidNowAndThen() {
        ExpiredEvents<String, String> expired = events(2, 1 << 20);
        expiring(expired, "a", "1").done(true);
        expiring(expired, "b", "2").done(true);
        expiring(expired, "c", "3").done(true);
        expiring(expired, "d", "4").done(false);
        assertEquals(1, expired.lost());
        assertEquals(List.of(), warnings, "not by the thread that reclaims");
        runTasks();
        assertEquals(List.of("a=1", "b=2"), heard);
        assertEquals(1, warnings.size());
        for (int round = 0; round < 3; round++) {
            expiring(expired, "a", "1").done(true);
            expiring(expired, "b", "2").done(true);
            expiring(expired, "c", "3").done(true);
            runTasks();
        }
        assertEquals(8, heard.size());
        assertEquals(4, expired.lost());
        assertEquals(1, warnings.size());
        nanos += TimeUnit.SECONDS.toNanos(10);
        expiring(expired, "a", "1").done(true);
        runTasks();
        assertEquals(2, warnings.size());
        assertTrue(warnings.get(1).contains("3 EXPIRED events were not delivered, 4 so far"), warnings::toString);
        expiring(expired, "a", "1").done(true);
        expiring(expired, "b", "2").done(true);
        expiring(expired, "c", "3").done(true);
        expired.close();
        assertEquals(3, warnings.size(), "what is left to say is said at the end");
        runTasks();
        assertEquals(9, heard.size());
    }

    @Test
    void bytesAreBoundedTooButOneMayBeLarge() {
        ExpiredEvents<String, String> expired = events(1_000, 2_000);
        String large = "x".repeat(10_000);
        expiring(expired, "large", large).done(true);
        expiring(expired, "b", "2").done(true);
        assertEquals(1, expired.lost());
        runTasks();
        assertEquals(List.of("large=" + large), heard);
        for (int i = 0; i < 100; i++) {
            expiring(expired, "k" + i, "v").done(true);
        }
        runTasks();
        int told = heard.size() - 1;
        assertTrue(2 <= told && told <= 20, "a few fit: " + told);
        assertEquals(101 - told, expired.lost());
        for (int i = 0; i < 5; i++) {
            expiring(expired, "k", "v").done(false);
            expiring(expired, "k", "v").done(true);
            assertEquals(1, expired.take(key("k"), "k", null).size());
        }
        runTasks();
        assertEquals(101 - told, expired.lost(), "what was taken has made room");
    }

    @Test
    void aManagerThatIsClosingEndsDelivery() {
        ExpiredEvents<String, String> expired = new ExpiredEvents<>("notes", keyspace, entryCodec, events, task -> {
            throw new RejectedExecutionException();
        }, () -> 0);
        expiring(expired, "a", "1").done(true);
        assertFalse(expired.isUntold(key("a")));
        expiring(expired, "b", "2").done(true);
        assertFalse(expired.isUntold(key("b")));
    }

    /** The store's threads reach the sink: were it to hold the cache, a manager that was forgotten would never be closed. */
    @Test
    void theStoreKeepsNoCacheAlive() throws InterruptedException {
        ExpiredSink sink = new Object() {
            ExpiredSink make() {
                ExpiredEvents<String, String> expired = events(10, 1 << 20);
                expired.listen(true);
                return expired.sink();
            }
        }.make();
        WeakReference<Object> unused = new WeakReference<>(new Object());
        while (unused.get() != null) {
            System.gc();
            Thread.sleep(10);
        }
        sink.expiring(encoded("a"), true, 0, encoded("1")).done(true);
        assertNull(tasks.poll(), "nobody is there any more");
    }
}
