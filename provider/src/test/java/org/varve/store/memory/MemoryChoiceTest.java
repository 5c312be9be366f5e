package org.varve.store.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The tests run on the memory that the JDK is promised, and that memory works under the deny flags. */
@Tag("deny-flags")
class MemoryChoiceTest {

    private static final long SIZE = 1 << 20;

    @Test
    void theForeignMemoryApiIsUsedFromJdk22On() {
        String expected = Runtime.version().feature() >= 22 ? "foreign" : "unsafe";
        assertEquals(expected, Memory.system().name());
    }

    @Test
    void whatIsWrittenIsRead() {
        Extent extent = Memory.system().allocate(SIZE);
        assertNotNull(extent);
        try {
            assertTrue(extent.size() >= SIZE);
            extent.putLong(SIZE - Long.BYTES, Long.MIN_VALUE);
            assertEquals(Long.MIN_VALUE, extent.getLong(SIZE - Long.BYTES));
            extent.putLong(64, 1);
            assertTrue(extent.casLong(64, 1, 2));
            assertEquals(2, extent.getLongAcquire(64));

            byte[] bytes = {1, 2, 3, 4, 5};
            byte[] read = new byte[bytes.length];
            extent.copyFrom(1001, bytes, 0, bytes.length);
            extent.copyTo(1001, read, 0, read.length);
            assertArrayEquals(bytes, read);
        } finally {
            extent.close();
        }
    }
}
