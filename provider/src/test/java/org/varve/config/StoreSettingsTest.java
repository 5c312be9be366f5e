package org.varve.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.cache.expiry.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.varve.store.StoreOptions;
import org.varve.store.TimeSource;
import org.varve.store.observe.StoreObserver;

class StoreSettingsTest {
    private static final MachineMemory FOUR_GIB = new MachineMemory(4L << 30, 1L << 30, "a test machine");

    private static StoreOptions resolve(StoreSettings.Builder settings) {
        return settings.build().resolve("test", FOUR_GIB, TimeSource.system());
    }

    private static long capacity(String text) {
        return resolve(StoreSettings.builder().capacity(text)).capacity();
    }

    @ParameterizedTest
    @CsvSource({
        "268435456, 268435456", "256MiB, 268435456", "256mb, 268435456", "512m, 536870912", "' 512 M ', 536870912",
        "16384k, 16777216", "1g, 1073741824", "1GiB, 1073741824", "1t, 1099511627776", "25%, 1073741800",
        "100 %, 4294967200", "8388608b, 8388608"
    })
    void readsAmountsAsPeopleWriteThem(String text, long bytes) {
        assertEquals(bytes, capacity(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "lots", "-1", "1.5g", "12x", "0%", "101%", "99999999999999999999", "9999999999999999999"
    })
    void whatIsNoAmountIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> MemoryAmount.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "7m", "2t", "8388607"})
    void whatIsOutOfBoundsIsRefused(String text) {
        SettingsException e = assertThrows(SettingsException.class, () -> capacity(text));
        assertTrue(e.getMessage().startsWith("test: capacity: found '"), e.getMessage());
        assertTrue(e.getMessage().contains("between 8 MiB and 1 TiB"), e.getMessage());
    }

    /** Memory, heap, capacity: an eighth, from 32 MiB to 1 GiB; where the heap leaves little, half of that. */
    @ParameterizedTest
    @CsvSource({
        "4294967296, 1073741824, 536870912", "1073741824, 268435456, 134217728", "1048576, 262144, 33554432",
        "1099511627776, 274877906944, 1073741824", "1073741824, 939524096, 67108864", "1073741824, 2147483648, 33554432"
    })
    void theDefaultIsAnEighthWithinBounds(long memory, long heap, long expected) {
        assertEquals(expected, StoreSettings.builder().build().capacityIn(new MachineMemory(memory, heap, "test")));
    }

    @Test
    void whatIsSetArrivesInTheStoresOptions() {
        StoreOptions options = resolve(StoreSettings.builder().capacity("64m").maxCapacity(MemoryAmount.parse("25%")).blockSize(8 << 10)
                .segmentSize(64 << 10).reclaimThreads(3).evictionExponent(0.5));
        assertEquals(new StoreOptions("test", 64 << 20, 1073741800, 8 << 10, 64 << 10, 3, 0.5, TimeSource.system(), StoreObserver.NONE).toString().replaceFirst("time=.*", ""),
                options.toString().replaceFirst("time=.*", ""));
        assertEquals(256 << 20, resolve(StoreSettings.builder().capacity("64m")).maxCapacity());
    }

    @Test
    void boundsOfTheOthers() {
        for (StoreSettings.Builder bad : List.of(
                StoreSettings.builder().capacity("64m").maxCapacity(MemoryAmount.parse("63m")),
                StoreSettings.builder().capacity("8m").maxCapacity(MemoryAmount.parse("3g")),
                StoreSettings.builder().blockSize(2 << 10), StoreSettings.builder().blockSize(128 << 10), StoreSettings.builder().blockSize(5 << 10),
                StoreSettings.builder().capacity("64m").segmentSize(5 << 20), StoreSettings.builder().segmentSize(258 << 10),
                StoreSettings.builder().blockSize(16 << 10).segmentSize(24 << 10), StoreSettings.builder().blockSize(16 << 10).segmentSize(8 << 10),
                StoreSettings.builder().capacity("1t").maxCapacity(MemoryAmount.parse("8t")).blockSize(4 << 10),
                StoreSettings.builder().reclaimThreads(0), StoreSettings.builder().reclaimThreads(65),
                StoreSettings.builder().evictionExponent(-0.1), StoreSettings.builder().evictionExponent(Double.NaN))) {
            String message = assertThrows(SettingsException.class, () -> resolve(bad), bad.build()::toString).getMessage();
            assertTrue(message.contains("; allowed is "), message);
        }
    }

    @Test
    void isAValue() throws Exception {
        StoreSettings settings = StoreSettings.builder().capacity("64m").blockSize(8192).origin("capacity", "somewhere").build();
        assertEquals(settings, StoreSettings.builder().capacity("64m").blockSize(8192).build());
        assertEquals(settings.hashCode(), StoreSettings.builder().capacity("64m").blockSize(8192).build().hashCode());
        assertNotEquals(settings, StoreSettings.ofCapacity(64 << 20));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(settings);
        }
        assertEquals(settings, new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject());
    }

    @ParameterizedTest
    @CsvSource({"10m, MINUTES, 10", "'30 seconds', SECONDS, 30", "500ms, MILLISECONDS, 500", "12h, HOURS, 12", "7 Days, DAYS, 7", "0s, SECONDS, 0"})
    void timesToLive(String text, TimeUnit unit, long amount) {
        assertEquals(new Duration(unit, amount), TimeSpan.parse(text));
        assertEquals(Duration.ETERNAL, TimeSpan.parse("eternal"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "m", "-1s", "1.5h", "10us", "10 MiB", "forever", "1w"})
    void whatIsNoTimeToLiveIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> TimeSpan.parse(text));
    }

    @Test
    void thisMachinesMemoryIsFound() {
        assertTrue(MachineMemory.detect().bytes() > 64L << 20);
        assertTrue(MachineMemory.detect().maxHeap() >= Runtime.getRuntime().maxMemory());
        assertEquals(4L << 30, MachineMemory.fromHeap(1L << 30).bytes());
        assertEquals(Long.MAX_VALUE, MachineMemory.fromHeap(Long.MAX_VALUE).bytes());
    }
}
