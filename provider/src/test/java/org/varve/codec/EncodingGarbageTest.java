package org.varve.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Encoding into a buffer that is used again makes no garbage once it is compiled, and the buffer keeps nothing of the objects. */
class EncodingGarbageTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 20_000;
    private static final int TRIES = 100;
    private static final long PAUSE = 10;

    record Customer(String name, long number, LocalDate since, int orders, boolean active, TimeUnit unit, List<String> tags)
            implements Serializable {
    }

    static List<Object> objects() {
        List<String> tags = new ArrayList<>(List.of("a", "b", "c"));
        return List.of("customer#1", "漢字仮名", 1L << 40, 5, true, 'x', new byte[100], new long[10], UUID.randomUUID(), LocalDate.EPOCH,
                TimeUnit.DAYS, tags, new Object[] {"a", 5L, LocalDate.EPOCH}, List.of(1, 2, 3),
                new Customer("Ann", 1_000_000L, LocalDate.EPOCH, 12, true, TimeUnit.HOURS, tags));
    }

    @ParameterizedTest
    @MethodSource("objects")
    void aCompiledEncodingAllocatesNothing(Object object) throws InterruptedException {
        EncodeBuffer out = new EncodeBuffer();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < TRIES && least > 0; i++) {
            Thread.sleep(PAUSE); // for the compiler, on a machine that has other things to do
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int j = 0; j < ROUNDS; j++) {
                out.clear();
                Encodings.CODEC.encode(object, out);
            }
            least = Math.min(least, (THREADS.getCurrentThreadAllocatedBytes() - before) / ROUNDS);
        }
        assertEquals(0, least, "bytes for a " + object.getClass().getName());
    }

    @Test
    void visitsAreForgottenAlsoAfterAFailureAndDoNotStayLarge() {
        EncodeBuffer out = new EncodeBuffer();
        List<Object> many = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            many.add(new int[] {i});
        }
        Encodings.CODEC.encode(many, out);
        many.add(new Object());
        for (int i = 0; i < 3; i++) {
            int length = out.length();
            try {
                Encodings.CODEC.encode(many, out);
            } catch (CodecException refused) {
                assertEquals(length, out.length());
            }
            assertTrue(out.visits().enterForeign(), "something has been left behind");
            out.visits().clear();
        }
    }
}
