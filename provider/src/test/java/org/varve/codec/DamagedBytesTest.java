package org.varve.codec;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.varve.codec.Subjects.Subject;

class DamagedBytesTest {
    private static final int ATTEMPTS = 4_000;

    /**
     * What decoding may allocate: for classes and exceptions, and per byte, in the worst case for a table of a hash map. A
     * length taken at its word means gigabytes.
     */
    private static final long MAX_ALLOCATED = 8L << 20;
    private static final long MAX_ALLOCATED_PER_BYTE = 16 * Long.BYTES;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final Subject ONE = new Subject("one", Encodings.CODEC, true);

    record Order(String customer, int[] lines, Map<String, Object> extras) implements Serializable {
    }

    static List<Kind> kinds() {
        List<Kind> kinds = new ArrayList<>(Kinds.all());
        kinds.add(new Kind("serialized", graphs(), random -> graphs().get(random.nextInt(graphs().size()))));
        return kinds;
    }

    private static List<Object> graphs() {
        Map<String, Object> map = new HashMap<>(Map.of("one", 1, "two", List.of(2L, "zwei"), "three", new Locale.Builder().build()));
        Map<Kinds.Plain, Object> enumMap = new EnumMap<>(Map.of(Kinds.Plain.ONE, 1, Kinds.Plain.TWO, new BitSet(99)));
        return List.of(new ArrayList<>(List.of(1, "x", 2.5)), map, enumMap, new TreeMap<>(map), new ConcurrentHashMap<>(map),
                new HashSet<>(map.values()), new IdentityHashMap<>(map), new PriorityQueue<>(List.of(3, 1, 2)),
                new ArrayDeque<>(List.of("a", "b")), new int[300], new String[][] {{"a"}, {"b", "c"}},
                Collections.unmodifiableMap(map), new Order("ACME", new int[20], map), new StringBuilder("text"));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void damageIsReportedOrGoesUnnoticedButDoesNoHarm(Kind kind) {
        Seed seed = new Seed();
        Random random = seed.random();
        long refused = 0;
        for (int i = 0; i < ATTEMPTS; i++) {
            byte[] sound = Encodings.encode(kind.next(random));
            if (!decodesHarmlessly(damage(sound, random), seed)) {
                refused++;
            }
        }
        assertTrue(refused > 0, "nothing was ever refused" + seed);
    }

    static List<Subject> subjects() {
        return Subjects.all();
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void damagedGraphsDoNoHarm(Subject subject) {
        Seed seed = new Seed();
        Random random = seed.random();
        long refused = 0;
        for (int i = 0; i < 5 * ATTEMPTS; i++) {
            byte[] sound = subject.encode(ObjectGraphs.next(random, subject.serializableOnly()));
            if (sound.length > 0 && !decodesHarmlessly(subject, damage(sound, random), seed)) {
                refused++;
            }
        }
        assertTrue(refused > ATTEMPTS, "hardly anything was refused" + seed);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void randomBytesDoNoHarmToAnyDecoder(Subject subject) {
        Seed seed = new Seed();
        Random random = seed.random();
        for (int i = 0; i < 20; i++) { // so that there are numbers of classes
            subject.encode(ObjectGraphs.next(random, subject.serializableOnly()));
        }
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = new byte[1 + random.nextInt(60)];
            random.nextBytes(bytes);
            for (int at = 0; at < bytes.length; at++) {
                if (random.nextBoolean()) {
                    bytes[at] &= 0x7; // small lengths and numbers, so that something fits now and then
                }
            }
            decodesHarmlessly(subject, bytes, seed);
        }
    }

    /** Each level claims all the elements that its bytes could hold. */
    @Test
    void manyContainersTogetherAllocateNoMoreThanOne() {
        int length = 200_000;
        for (int tag : List.of(Tag.ARRAY_LIST, Tag.HASH_MAP, Tag.HASH_SET, Tag.LIST_OF_ARRAY)) {
            EncodeBuffer out = new EncodeBuffer();
            out.appendBytes(new byte[length], 0, length);
            byte[] bytes = out.array();
            int at = 0;
            for (int level = 0; level < 120; level++) {
                bytes[at++] = (byte) tag;
                at = putVarint(bytes, at, (length - at - 8) / 2);
                at = putVarint(bytes, at, length - at - 3);
            }
            assertFalse(decodesHarmlessly(ONE, Arrays.copyOf(bytes, length), new Seed()));
        }
    }

    private static int putVarint(byte[] to, int start, int value) {
        int at = start;
        for (int rest = value; ; rest >>>= 7) {
            if (rest < 0x80) {
                to[at] = (byte) rest;
                return at + 1;
            }
            to[at++] = (byte) (rest | 0x80);
        }
    }

    @Test
    void whatIsNestedWithoutEndIsRefused() {
        byte[] optionals = new byte[2_000];
        EncodeBuffer out = new EncodeBuffer();
        for (int left = optionals.length; left > 4; left = optionals.length - out.length()) {
            out.appendByte(Tag.OPTIONAL);
            int rest = optionals.length - out.length() - 1;
            out.appendVarint(rest < 0x80 ? rest : rest - 1);
        }
        byte[] bytes = Arrays.copyOf(out.array(), optionals.length);
        CodecException refused = assertThrows(CodecException.class, () -> Encodings.decode(bytes));
        assertTrue(refused.getMessage().contains("nested"), refused.getMessage());
    }

    @Test
    void randomBytesDoNoHarm() {
        Seed seed = new Seed();
        Random random = seed.random();
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            if (bytes.length > 0) {
                bytes[0] = (byte) random.nextInt(Tag.LIMIT);
            }
            decodesHarmlessly(bytes, seed);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "0701020300", "08FFFF7F", "090102030405", "0C00", "0E00", "21FFFFFFFFFFFFFFFFFF01",
            "03414243", "02C0", "02FF", "0400", "10", "1100", "28", "285A", "2900FFFFFFFFFFFFFFFFFFFF01", "2000FDFFFFFF0F", "FF"})
    void impossiblePayloadsAreRefused(String hex) {
        byte[] bytes = new byte[hex.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
        }
        assertThrows(CodecException.class, () -> Encodings.decode(bytes));
    }

    @Test
    void bytesTooManyAreRefused() {
        for (Object value : List.of(true, 1.5, 1.5f, (byte) 1, new java.util.UUID(1, 2), java.time.LocalDate.EPOCH, Kinds.Plain.ONE)) {
            byte[] longer = Arrays.copyOf(Encodings.encode(value), Encodings.encode(value).length + 1);
            assertThrows(CodecException.class, () -> Encodings.decode(longer), () -> value.getClass().getName());
        }
    }

    /** Every four bytes in turn become two thousand million, the lengths of arrays and collections among them. */
    @Test
    void anArrayLengthThatTheStreamCannotHoldAllocatesNothing() {
        for (Object array : List.of(new long[3], new Object[3], new ArrayList<>(List.of(1, 2, 3)), new HashMap<>(Map.of(1, 2)))) {
            byte[] bytes = Encodings.encode(array);
            for (int at = 1; at + 4 <= bytes.length; at++) {
                byte[] damaged = bytes.clone();
                damaged[at] = 0x77;
                damaged[at + 1] = 0x77;
                decodesHarmlessly(damaged, new Seed());
            }
        }
    }

    /** Arrays in arrays, each of a length that would just be credible alone. */
    @Test
    void manyArraysTogetherAllocateNoMoreThanOne() {
        Object[] nested = new Object[1];
        for (int i = 0; i < 1_000; i++) {
            nested = new Object[] {nested};
        }
        byte[] bytes = Encodings.encode(nested);
        for (int at = 1; at + 4 <= bytes.length; at++) {
            if (bytes[at] == 0 && bytes[at + 1] == 0 && bytes[at + 2] == 0 && bytes[at + 3] == 1) {
                bytes[at + 1] = 1;
            }
        }
        assertFalse(decodesHarmlessly(bytes, new Seed()));
    }

    /** @return whether it decoded; anything but an object or a CodecException fails the test */
    private static boolean decodesHarmlessly(byte[] bytes, Seed seed) {
        return decodesHarmlessly(ONE, bytes, seed);
    }

    private static boolean decodesHarmlessly(Subject subject, byte[] bytes, Seed seed) {
        long allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
        try {
            assertNotNull(subject.decode(bytes));
            return true;
        } catch (CodecException refused) {
            return false;
        } catch (Throwable other) {
            throw new AssertionError(subject + " decoding " + Arrays.toString(bytes) + seed, other);
        } finally {
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore;
            assertTrue(allocated < MAX_ALLOCATED + MAX_ALLOCATED_PER_BYTE * bytes.length,
                    () -> "allocated " + allocated + " bytes for " + Arrays.toString(bytes) + seed);
        }
    }

    private static byte[] damage(byte[] sound, Random random) {
        byte[] bytes = sound.clone();
        switch (random.nextInt(4)) {
            case 0:
                return Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 1:
                return Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(3));
            case 2:
                bytes[0] = (byte) random.nextInt(Tag.LIMIT);
                return bytes;
            default:
                for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
                return bytes;
        }
    }
}
