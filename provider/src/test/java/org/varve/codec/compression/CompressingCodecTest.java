package org.varve.codec.compression;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.varve.codec.Codec;
import org.varve.codec.CodecException;
import org.varve.codec.CodecSettings;
import org.varve.codec.CompressionFigures;
import org.varve.codec.EncodeBuffer;
import org.varve.codec.assembly.CacheCodecs;
import org.varve.codec.assembly.Codecs;

class CompressingCodecTest {
    private static final int THRESHOLD = 100;
    /** Classes, exceptions, and the library's tables. */
    private static final long MOST_ALLOCATED = 8L << 20;
    private static final long MOST_ALLOCATED_PER_BYTE = 2 * 256;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final long seed = Long.getLong("varve.seed", ThreadLocalRandom.current().nextLong());
    private final String repeat = " [repeat with -Dvarve.seed=" + seed + "]";
    private final Random random = new Random(seed);
    private final CacheCodecs codecs = new Codecs(getClass().getClassLoader())
            .forCache(CodecSettings.builder().compressionThreshold(THRESHOLD).build());
    private final Codec plain = new Codecs(getClass().getClassLoader()).forCache(CodecSettings.DEFAULTS).values();

    private static byte[] encode(Codec codec, Object object) {
        EncodeBuffer out = new EncodeBuffer();
        // Not at offset zero, where a wrong offset would go unnoticed.
        out.appendBytes(new byte[] {-1, -1, -1}, 0, 3);
        codec.encode(object, out);
        assertArrayEquals(new byte[] {-1, -1, -1}, Arrays.copyOf(out.array(), 3));
        return Arrays.copyOfRange(out.array(), 3, out.length());
    }

    /** Decodes in the midst of other bytes. */
    private Object decode(byte[] bytes) {
        int before = random.nextInt(5);
        byte[] wider = new byte[before + bytes.length + random.nextInt(5)];
        System.arraycopy(bytes, 0, wider, before, bytes.length);
        return codecs.values().decode(wider, before, bytes.length);
    }

    /** From noise to a single byte over and over. */
    private byte[] array(int length) {
        byte[] array = new byte[length];
        int different = 1 << random.nextInt(9);
        int run = 1 + random.nextInt(40);
        for (int i = 0; i < length; i++) {
            array[i] = i % run == 0 ? (byte) random.nextInt(different) : array[i - 1];
        }
        return array;
    }

    @Test
    @Tag("deny-flags")
    void whatIsLongIsCompressedIfItGetsShorterAndComesBack() {
        for (int i = 0; i < 3_000; i++) {
            byte[] value = array(i < 1_000 ? random.nextInt(300) : random.nextInt(200_000));
            byte[] bytes = encode(codecs.values(), value);
            byte[] uncompressed = encode(plain, value);
            if (bytes[0] == org.varve.codec.Tag.COMPRESSED) {
                assertTrue(bytes.length < uncompressed.length, repeat);
                assertTrue(uncompressed.length >= THRESHOLD, repeat);
            } else {
                assertArrayEquals(uncompressed, bytes, repeat);
            }
            assertArrayEquals(value, (byte[]) decode(bytes), repeat);
        }
        CompressionFigures figures = codecs.compression();
        assertTrue(figures.compressed() > 500 && figures.incompressible() > 10, figures + repeat);
    }

    @Test
    void theThresholdIsTheLengthOfTheEncoding() {
        String shortest = "a".repeat(THRESHOLD - 1);
        assertEquals(THRESHOLD, encode(plain, shortest).length);
        assertEquals(org.varve.codec.Tag.COMPRESSED, encode(codecs.values(), shortest)[0]);
        String tooShort = shortest.substring(1);
        assertArrayEquals(encode(plain, tooShort), encode(codecs.values(), tooShort));
    }

    @Test
    void objectsOfEveryKindComeBack() {
        for (Object value : List.of("long text ".repeat(50), new ArrayList<>(List.of("text".repeat(99), 17L)), "é漢".repeat(100), 42)) {
            assertEquals(value, decode(encode(codecs.values(), value)));
        }
    }

    @Test
    void keysAreNeverCompressed() {
        String key = "key".repeat(1_000);
        assertArrayEquals(encode(plain, key), encode(codecs.keys(), key));
    }

    @Test
    void equalValuesHaveEqualBytesAndOthersHaveNot() {
        String one = "one and another ".repeat(100);
        assertArrayEquals(encode(codecs.values(), one), encode(codecs.values(), new String(one.toCharArray())));
        assertNotEquals(Arrays.toString(encode(codecs.values(), one)), Arrays.toString(encode(codecs.values(), one + "!")));
        assertTrue(codecs.values().isCanonical(one));
    }

    @Test
    void figuresAddUp() {
        assertEquals(CompressionFigures.NONE, codecs.compression());
        assertEquals(1, codecs.compression().ratio());
        encode(codecs.values(), "short");
        assertEquals(CompressionFigures.NONE, codecs.compression());
        int shortened = encode(codecs.values(), new byte[999]).length;
        byte[] noise = new byte[499];
        random.nextBytes(noise);
        encode(codecs.values(), noise);
        assertEquals(new CompressionFigures(1, 1, 1_500, shortened + 500), codecs.compression());
        assertEquals(1_500.0 / (shortened + 500), codecs.compression().ratio());
    }

    @Test
    void withoutRoomForTheStageAValueIsLeftAsItIs() {
        byte[] value = new byte[1_000];
        EncodeBuffer tight = new EncodeBuffer(1_500);
        codecs.values().encode(value, tight);
        assertEquals(1_001, tight.length());
        assertArrayEquals(value, (byte[]) codecs.values().decode(tight.array(), 0, tight.length()));
    }

    @Test
    void whatCannotBeEncodedLeavesTheBufferUnchanged() {
        EncodeBuffer out = new EncodeBuffer();
        out.appendByte(1);
        assertThrows(CodecException.class, () -> codecs.values().encode(new Object(), out));
        assertEquals(1, out.length());
    }

    @Test
    void aFailingLibraryLeavesTheBufferUnchanged() {
        Codec failing = new CompressingCodec(plain, 1, new Lz4Like() {
            @Override
            public int compress(byte[] bytes, int offset, int length, int target) {
                throw new IllegalStateException("broken");
            }
        });
        EncodeBuffer out = new EncodeBuffer();
        out.appendByte(1);
        assertThrows(IllegalStateException.class, () -> failing.encode("text", out));
        assertEquals(1, out.length());
    }

    /** A compressor for tests to break. */
    private abstract static class Lz4Like implements BlockCompressor {
        @Override
        public long mostCompressed(int length) {
            return length * 2L;
        }

        @Override
        public long mostRestored(int length) {
            return length;
        }

        @Override
        public void restore(byte[] bytes, int offset, int length, byte[] into, int restored) {
            throw new IllegalStateException("broken");
        }
    }

    @Test
    void damagedBytesAreRefusedOrGoUnnoticedButDoNoHarm() {
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = encode(codecs.values(), i % 2 == 0 ? array(THRESHOLD + random.nextInt(3_000)) : "text to repeat, ".repeat(10 + random.nextInt(300)));
            int kind = random.nextInt(3);
            if (kind == 0) {
                bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            } else if (kind == 1) {
                bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(3));
            } else {
                for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
            refused += decodesHarmlessly(bytes) ? 0 : 1;
        }
        assertTrue(refused > 5_000, refused + " of 20,000 were refused" + repeat);
    }

    @Test
    void randomBytesDoNoHarm() {
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = new byte[1 + random.nextInt(60)];
            random.nextBytes(bytes);
            bytes[0] = org.varve.codec.Tag.COMPRESSED;
            decodesHarmlessly(bytes);
        }
    }

    /** Lengths up to the longest array, and one that is negative. */
    @Test
    void aLengthThatTheBytesCannotStandForAllocatesNothing() {
        for (long length : new long[] {0, 5, 256 * 60, 1 << 30, Integer.MAX_VALUE, 1L << 40, -1}) {
            EncodeBuffer out = new EncodeBuffer();
            out.appendByte(org.varve.codec.Tag.COMPRESSED);
            out.appendVarint(length);
            out.appendBytes(new byte[50], 0, 50);
            long before = THREADS.getCurrentThreadAllocatedBytes();
            assertThrows(CodecException.class, () -> codecs.values().decode(out.array(), 0, out.length()));
            assertTrue(THREADS.getCurrentThreadAllocatedBytes() - before < MOST_ALLOCATED);
        }
    }

    @Test
    void theMostThatBytesCanStandForIsNotRefused() {
        byte[] zeros = new byte[10_000_000];
        byte[] bytes = encode(codecs.values(), zeros);
        assertTrue(bytes.length < 45_000, "" + bytes.length);
        assertArrayEquals(zeros, (byte[]) decode(bytes));
    }

    /** A compressed encoding in a compressed one is not what anybody has written. */
    @Test
    void nothingIsCompressedTwice() {
        byte[] once = encode(codecs.values(), "text to repeat, ".repeat(4_000));
        EncodeBuffer out = new EncodeBuffer();
        out.appendBytes(once, 0, once.length);
        int length = once.length;
        BlockCompressor lz4 = new Lz4();
        out.reserve(lz4.mostCompressed(length));
        int count = lz4.compress(out.array(), 0, length, length);
        EncodeBuffer twice = new EncodeBuffer();
        twice.appendByte(org.varve.codec.Tag.COMPRESSED);
        twice.appendVarint(length);
        twice.appendBytes(out.array(), length, count);
        assertTrue(count < length);
        assertThrows(CodecException.class, () -> codecs.values().decode(twice.array(), 0, twice.length()));
    }

    /** @return whether it decoded; anything but an object or a CodecException fails the test */
    private boolean decodesHarmlessly(byte[] bytes) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            decode(bytes);
            return true;
        } catch (CodecException refused) {
            return false;
        } catch (Throwable other) {
            throw new AssertionError("decoding " + Arrays.toString(bytes) + repeat, other);
        } finally {
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            assertTrue(allocated < MOST_ALLOCATED + MOST_ALLOCATED_PER_BYTE * bytes.length, () -> "allocated " + allocated + " bytes for " + bytes.length + repeat);
        }
    }

    @Test
    void buffersAreUsedAgain() {
        byte[] bytes = encode(codecs.values(), new byte[30_000]);
        long perDecode = 0;
        for (int i = 0; i < 1_000; i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            codecs.values().decode(bytes, 0, bytes.length);
            perDecode = THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        // The value itself, and no second array of its length.
        assertTrue(perDecode >= 30_000 && perDecode < 45_000, perDecode + " bytes");
    }
}
