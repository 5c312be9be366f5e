package org.varve.codec.graph;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.varve.codec.CodecException;
import org.varve.codec.EncodeBuffer;
import org.varve.codec.GraphCodec;
import org.varve.codec.GraphMode;
import org.varve.codec.graph.Shapes.Pair;

@Timeout(120)
class DamagedGraphsTest {
    private static final int ATTEMPTS = 40_000;

    /** For classes and exceptions, and per byte. A length taken at its word means gigabytes. */
    private static final long MAX_ALLOCATED = 8L << 20;
    private static final long MAX_ALLOCATED_PER_BYTE = 16 * Long.BYTES;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final long seed = Long.getLong("varve.seed", ThreadLocalRandom.current().nextLong());

    private static List<Object> graphs() {
        Pair cycle = new Pair(null, new Object[] {1, "x", 2.5, true, null});
        cycle.a = cycle;
        Map<Object, Object> map = new HashMap<>(Map.of(Shapes.Product.example(1), 1, Shapes.Suit.HEARTS, new Pair(1, 2)));
        return List.of(Shapes.Product.example(7), cycle, new Object[200], new long[100], new Pair(map, new Pair[][] {{cycle}, {}}),
                new Pair(new Shapes.OwnWriting(5), map), new Shapes.Point(5, 6, "p", new ArrayList<>(List.of(1, 2))), new Shapes.Leaf(),
                new StringBuilder("text"), new Pair(new java.util.PriorityQueue<>(List.of(3, 1)), "x".repeat(300)), new Shapes.Primitives(77),
                new Shapes.Node(1, new Shapes.Node(2, null)), Map.of("a", 1, "b", 2), new Pair(new String[] {"漢字", "a"}, Shapes.Suit.SPADES));
    }

    @ParameterizedTest
    @EnumSource
    void damageIsReportedOrGoesUnnoticedButDoesNoHarm(GraphMode mode) {
        GraphCodec codec = Graphs.codec(mode);
        List<byte[]> sound = graphs().stream().map(graph -> Graphs.write(codec, graph)).toList();
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < ATTEMPTS; i++) {
            refused += readsHarmlessly(codec, damage(sound.get(random.nextInt(sound.size())), random)) ? 0 : 1;
        }
        assertTrue(refused > ATTEMPTS / 4, refused + " refused" + this);
    }

    @ParameterizedTest
    @EnumSource
    void randomBytesDoNoHarm(GraphMode mode) {
        GraphCodec codec = Graphs.codec(mode);
        graphs().forEach(graph -> Graphs.write(codec, graph));
        Random random = new Random(seed);
        for (int i = 0; i < ATTEMPTS; i++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            readsHarmlessly(codec, bytes);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyShorterGraphIsRefused(GraphMode mode) {
        GraphCodec codec = Graphs.codec(mode);
        for (Object graph : graphs()) {
            byte[] bytes = Graphs.write(codec, graph);
            for (int length = 0; length < bytes.length; length++) {
                byte[] shorter = Arrays.copyOf(bytes, length);
                assertThrows(CodecException.class, () -> Graphs.read(codec, shorter), () -> graph + ", " + shorter.length + " bytes");
            }
        }
    }

    /** Arrays in arrays, each of a length that would be credible if it were the only one. */
    @Test
    void manyLengthsTogetherAllocateNoMoreThanOne() {
        GraphCodec codec = Graphs.codec(GraphMode.AUTO);
        int array = Graphs.write(codec, new Object[0])[0];
        EncodeBuffer out = new EncodeBuffer();
        int bytes = 200_000;
        while (out.length() < bytes / 2) {
            out.appendByte(array);
            out.appendVarint(bytes / 2);
        }
        out.reserve(bytes / 2);
        readsHarmlessly(codec, Arrays.copyOf(out.array(), out.length()));
    }

    @Test
    void referencesToWhatIsNotThereAreRefused() {
        GraphCodec codec = Graphs.codec(GraphMode.AUTO);
        byte pair = Graphs.write(codec, new Pair(null, null))[0];
        assertNotNull(Graphs.read(codec, new byte[] {pair, 7, 0, 0}));
        for (byte[] bytes : List.of(new byte[] {7, 0}, new byte[] {pair, 7, 1, 0}, new byte[] {pair, 7, -1, -1, -1, -1, 15, 0})) {
            assertThrows(CodecException.class, () -> Graphs.read(codec, bytes));
        }
    }

    /** @return whether it was read; anything but an object or a CodecException fails the test */
    private boolean readsHarmlessly(GraphCodec codec, byte[] bytes) {
        long allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
        try {
            assertNotNull(Graphs.read(codec, bytes));
            return true;
        } catch (CodecException refused) {
            return false;
        } catch (Throwable other) {
            throw new AssertionError("Reading " + Arrays.toString(bytes) + this, other);
        } finally {
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore;
            assertTrue(allocated < MAX_ALLOCATED + MAX_ALLOCATED_PER_BYTE * bytes.length,
                    () -> "allocated " + allocated + " bytes for " + bytes.length + this);
        }
    }

    private static byte[] damage(byte[] sound, Random random) {
        byte[] bytes = sound.clone();
        switch (random.nextInt(4)) {
            case 0:
                return Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 1:
                bytes[random.nextInt(Math.min(8, bytes.length))] = (byte) random.nextInt();
                return bytes;
            default:
                for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
                return bytes;
        }
    }

    /** For the message of every assertion. */
    @Override
    public String toString() {
        return " [repeat with -Dvarve.seed=" + seed + "]";
    }
}
