package org.varve.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class EncodeBufferTest {
    @Test
    void everyFormOfIntegerReadsBack() {
        Seed seed = new Seed();
        Random random = seed.random();
        EncodeBuffer out = new EncodeBuffer();
        for (int i = 0; i < 20_000; i++) {
            long value = i < 130 ? i - 65 : Kinds.anyLong(random);
            out.clear();
            out.appendByte((int) value);
            out.appendInt((int) value);
            out.appendLong(value);
            out.appendVarint(value);
            out.appendZigzag(value);
            out.appendMinimal(value);
            DecodeInput in = new DecodeInput(out.array(), 0, out.length());
            assertEquals((byte) value, in.readByte(), seed.toString());
            assertEquals((int) value, in.readInt(), seed.toString());
            assertEquals(value, in.readLong(), seed.toString());
            assertEquals(value, in.readVarint(), seed.toString());
            assertEquals(value, in.readZigzag(), seed.toString());
            assertEquals(value, in.readMinimal(), seed.toString());
            in.expectEnd();
        }
    }

    @Test
    void integersTakeTheBytesThatTheyNeed() {
        assertEquals(1, varintLength(127));
        assertEquals(2, varintLength(128));
        assertEquals(10, varintLength(-1));
        assertEquals(0, minimalLength(0));
        assertEquals(1, minimalLength(127));
        assertEquals(1, minimalLength(-128));
        assertEquals(2, minimalLength(128));
        assertEquals(8, minimalLength(Long.MAX_VALUE));
    }

    @Test
    void theBoundHoldsToTheByte() {
        EncodeBuffer out = new EncodeBuffer(10);
        out.appendLong(-1);
        out.appendMinimal(300);
        assertEquals(10, out.length());
        CodecException refused = assertThrows(CodecException.class, () -> out.appendByte(0));
        assertTrue(refused.getMessage().contains("10 bytes"), refused.getMessage());
        assertEquals(10, out.length());
        assertThrows(CodecException.class, () -> out.reserve(Long.MAX_VALUE));
        assertEquals(300, DecodeInput.minimal(out.array(), 8, 2));
    }

    @Test
    void growthKeepsWhatIsThere() {
        EncodeBuffer out = new EncodeBuffer();
        for (int i = 0; i < 100_000; i++) {
            out.appendByte(i);
        }
        for (int i = 0; i < 100_000; i++) {
            assertEquals((byte) i, out.array()[i]);
        }
    }

    @Test
    void trimGivesALargeArrayUpAndKeepsASmallOne() {
        EncodeBuffer out = new EncodeBuffer();
        out.appendBytes(new byte[100_000], 0, 100_000);
        byte[] large = out.array();
        out.trim(large.length);
        assertSame(large, out.array());
        assertEquals(0, out.length());
        out.trim(1_000);
        assertTrue(out.array().length <= 1_000);
        out.trim(0);
        assertEquals(0, out.array().length);
        out.appendLong(7);
        assertEquals(8, out.length());
    }

    @Test
    void nonsenseIsRefused() {
        EncodeBuffer out = new EncodeBuffer();
        assertThrows(IllegalArgumentException.class, () -> new EncodeBuffer(-1));
        assertThrows(IllegalArgumentException.class, () -> new EncodeBuffer(Integer.MAX_VALUE));
        assertThrows(IllegalArgumentException.class, () -> out.reserve(-1));
        assertThrows(IllegalArgumentException.class, () -> out.truncate(1));
        assertThrows(IllegalArgumentException.class, () -> out.truncate(-1));
        assertThrows(IllegalArgumentException.class, () -> out.trim(-1));
    }

    private static int varintLength(long value) {
        EncodeBuffer out = new EncodeBuffer();
        out.appendVarint(value);
        return out.length();
    }

    private static int minimalLength(long value) {
        EncodeBuffer out = new EncodeBuffer();
        out.appendMinimal(value);
        return out.length();
    }
}
