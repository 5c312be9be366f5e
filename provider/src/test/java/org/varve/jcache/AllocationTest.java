package org.varve.jcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntFunction;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;

/** What a compiled operation allocates. The compiler is given time; what it then still allocates is what a user pays. */
class AllocationTest extends CacheFixture {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int KEYS = 256;
    private static final int ROUNDS = 20_000;
    private static final int TRIES = 100;
    private static final long PAUSE = 10;
    private static final long SPARE = 24;
    /** What the store needs to carry a put through; encoding adds nothing. */
    private static final long PUT = 160;

    private static final String[] STRING_KEYS = new String[KEYS];
    private static final Long[] LONG_KEYS = new Long[KEYS];

    static {
        for (int i = 0; i < KEYS; i++) {
            STRING_KEYS[i] = "customer#" + i;
            LONG_KEYS[i] = 1_000_000L + i;
        }
    }

    private static volatile Object sink;

    /** Bytes per call, the least of several tries: a try may fall into a compilation. */
    private static long allocated(IntFunction<?> operation, long enough) throws InterruptedException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < TRIES && least > enough; i++) {
            Thread.sleep(PAUSE); // for the compiler, on a machine that has other things to do
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int j = 0; j < ROUNDS; j++) {
                sink = operation.apply(j % KEYS);
            }
            least = Math.min(least, (THREADS.getCurrentThreadAllocatedBytes() - before) / ROUNDS);
        }
        return least;
    }

    private void assertGetAllocatesTheValueOnly(Object[] keys, Object value, IntFunction<?> copy)
            throws InterruptedException {
        Cache<Object, Object> cache = manager.createCache(value.getClass().getSimpleName() + " by " + keys.getClass().getSimpleName(), new MutableConfiguration<>());
        for (Object key : keys) {
            cache.put(key, value);
        }
        long size = allocated(copy, 0);
        long get = allocated(i -> cache.get(keys[i]), size + SPARE);
        assertTrue(get <= size + SPARE, "get of " + value.getClass().getSimpleName() + " by " + keys.getClass().getSimpleName()
                + " allocates " + get + " bytes for a value of " + size);
    }

    @Test
    void aGetOfAStringOrByteArrayAllocatesTheValueAndAtMost24BytesMore() throws InterruptedException {
        byte[] latin = "abcdefghij".repeat(10).getBytes(StandardCharsets.ISO_8859_1);
        byte[] bytes = new byte[1_000];
        for (Object[] keys : new Object[][] {STRING_KEYS, LONG_KEYS}) {
            assertGetAllocatesTheValueOnly(keys, new String(latin, StandardCharsets.ISO_8859_1),
                    i -> new String(latin, StandardCharsets.ISO_8859_1));
            assertGetAllocatesTheValueOnly(keys, bytes, i -> Arrays.copyOf(bytes, bytes.length));
        }
    }

    @Test
    void statisticsCostNothing() throws InterruptedException {
        Cache<String, String> cache = manager.createCache("counted", strings());
        cache.put("k", "v");
        long get = allocated(i -> cache.get("k"), 48 + SPARE);
        assertTrue(get <= 48 + SPARE, get + " bytes");
    }

    @Test
    void aPutAllocatesLittle() throws InterruptedException {
        Cache<String, String> cache = manager.createCache("puts", new MutableConfiguration<>());
        String value = "abcdefghij".repeat(10);
        long put = allocated(i -> {
            cache.put(STRING_KEYS[i], value);
            return null;
        }, PUT);
        assertEquals(value, cache.get(STRING_KEYS[7]));
        assertTrue(put <= PUT, put + " bytes");
    }

    /** Each is stored anew. */
    @Test
    void aPutOfAnotherLengthAllocatesLittle() throws InterruptedException {
        Cache<String, String> cache = manager.createCache("lengths", new MutableConfiguration<>());
        String value = "abcdefghij".repeat(10);
        String longer = value + value;
        long put = allocated(i -> {
            cache.put(STRING_KEYS[i], value);
            cache.put(STRING_KEYS[i], longer);
            return null;
        }, 2 * PUT);
        assertEquals(longer, cache.get(STRING_KEYS[7]));
        assertTrue(put <= 2 * PUT, put + " bytes by two");
    }
}
