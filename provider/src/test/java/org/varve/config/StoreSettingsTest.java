package org.varve.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreSettingsTest {
    private static final MachineMemory FOUR_GIB = new MachineMemory(4L << 30, "a test machine");

    private static long capacity(String text) {
        return StoreSettings.of(text, null, FOUR_GIB).capacity();
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
        "", "lots", "-1", "1.5g", "12x", "0", "7m", "0%", "101%", "2t", "99999999999999999999", "9999999999999999999",
        "8388607"
    })
    void rejectsWhatItCannotUseAndSaysWhatIsAllowed(String text) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> capacity(text));
        assertTrue(e.getMessage().contains("manager property varve.store.capacity"), e.getMessage());
        assertTrue(e.getMessage().contains("'" + text + "'"), e.getMessage());
        assertTrue(e.getMessage().contains("between 8 MiB and 1 TiB"), e.getMessage());
    }

    @Test
    void theManagersPropertyGoesBeforeTheSystems() {
        assertEquals(16 << 20, StoreSettings.of("16m", "32m", FOUR_GIB).capacity());
        assertEquals(32 << 20, StoreSettings.of(null, "32m", FOUR_GIB).capacity());
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> StoreSettings.of(null, "nonsense", FOUR_GIB));
        assertTrue(e.getMessage().startsWith("system property varve.store.capacity"), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"4294967296, 536870912", "1073741824, 134217728", "1048576, 33554432", "1099511627776, 1073741824"})
    void theDefaultIsAnEighthWithinBounds(long memory, long expected) {
        assertEquals(expected, StoreSettings.of(null, null, new MachineMemory(memory, "test")).capacity());
    }

    @Test
    void aMisspeltNameIsRefused() {
        Properties properties = new Properties();
        properties.setProperty("varve.store.capcity", "64m");
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> StoreSettings.of(properties));
        assertEquals("manager property varve.store.capcity is unknown; known is varve.store.capacity", e.getMessage());
        properties.clear();
        properties.setProperty("somebody.elses", "64m");
        properties.setProperty("varve.memory", "unsafe");
        StoreSettings.of(properties);
    }

    @Test
    void aNumberAmongThePropertiesCounts() {
        Properties properties = new Properties();
        properties.put(StoreSettings.CAPACITY, 64L << 20);
        assertEquals(64L << 20, StoreSettings.of(properties).capacity());
        assertEquals("64 MiB", StoreSettings.of(properties).describeCapacity());
    }

    @Test
    void thisMachinesMemoryIsFound() {
        assertTrue(MachineMemory.detect().bytes() > 64L << 20);
        assertEquals(4L << 30, MachineMemory.fromHeap(1L << 30).bytes());
        assertEquals(Long.MAX_VALUE, MachineMemory.fromHeap(Long.MAX_VALUE).bytes());
    }
}
