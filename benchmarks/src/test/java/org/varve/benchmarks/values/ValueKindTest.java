package org.varve.benchmarks.values;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Arrays;
import org.hibernate.cache.spi.entry.StandardCacheEntryImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written by hand is all of the value, in exactly as many bytes as announced, on the heap and beside it. */
class ValueKindTest {
    private static final int COUNT = 100;

    @ParameterizedTest
    @EnumSource
    void handWrittenFormIsTheWholeValue(ValueKind kind) {
        Object[] values = kind.values(COUNT);
        assertEquals(COUNT, values.length);
        for (Object value : values) {
            assertSame(kind.type(), value.getClass());
            int size = kind.form().size(value);
            ByteBuffer heap = ByteBuffer.allocate(size + 8).position(3);
            kind.form().write(value, heap);
            assertEquals(3 + size, heap.position());
            heap.flip().position(3);
            ByteBuffer direct = ByteBuffer.allocateDirect(size).put(heap.duplicate()).flip();
            assertSameContent(value, kind.form().read(heap));
            assertEquals(0, heap.remaining());
            assertSameContent(value, kind.form().read(direct));
            assertEquals(0, direct.remaining());
        }
    }

    private static void assertSameContent(Object expected, Object actual) {
        if (expected instanceof byte[] bytes) {
            assertArrayEquals(bytes, (byte[]) actual);
        } else if (expected instanceof StandardCacheEntryImpl entry) {
            StandardCacheEntryImpl other = (StandardCacheEntryImpl) actual;
            assertArrayEquals(entry.getDisassembledState(), other.getDisassembledState());
            assertEquals(entry.getVersion(), other.getVersion());
            assertEquals(entry.getSubclass(), other.getSubclass());
        } else if (expected instanceof Map<?, ?> record) {
            assertEquals(record.keySet(), ((Map<?, ?>) actual).keySet());
            record.forEach((field, content) -> assertArrayEquals((byte[]) content, (byte[]) ((Map<?, ?>) actual).get(field)));
        } else {
            assertEquals(expected, actual);
        }
    }

    @ParameterizedTest
    @EnumSource
    void valuesDifferAndAreTheSameEachTime(ValueKind kind) {
        Object[] values = kind.values(COUNT);
        Object[] again = kind.values(COUNT);
        for (int i = 0; i < COUNT; i++) {
            assertEquals(bytes(kind, values[i]), bytes(kind, again[i]));
            assertNotEquals(bytes(kind, values[i]), bytes(kind, values[(i + 1) % COUNT]));
        }
    }

    private static ByteBuffer bytes(ValueKind kind, Object value) {
        ByteBuffer bytes = ByteBuffer.allocate(kind.form().size(value));
        kind.form().write(value, bytes);
        return bytes.flip();
    }

    @Test
    void anEntryHasFifteenColumnsAndTheVersion() {
        StandardCacheEntryImpl entry = (StandardCacheEntryImpl) ValueKind.ENTRY.values(1)[0];
        assertEquals(16, entry.getDisassembledState().length);
        assertEquals(1, Arrays.stream(entry.getDisassembledState()).filter(column -> column == null).count());
        assertEquals(Account.class.getName(), entry.getSubclass());
    }

    @Test
    void aValueIsAtLeastAsLargeAsItsBytes() {
        assertEquals(120, ValueKind.BYTES_100.allocated(), 0.5);
        assertEquals(144, ValueKind.STRING_100.allocated(), 0.5);
    }
}
