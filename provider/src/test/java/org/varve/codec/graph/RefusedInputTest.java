package org.varve.codec.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.varve.codec.CodecException;
import org.varve.codec.CodecSettings;
import org.varve.codec.GraphCodec;
import org.varve.codec.GraphMode;
import org.varve.codec.graph.Shapes.Pair;

/** Bytes that name classes which the cache has not encoded, as an attacker's chain of gadgets would; and filters. */
class RefusedInputTest {
    private static volatile boolean fired;

    /** Does what an attacker wants as soon as it is read. */
    @SuppressWarnings("serial")
    static final class Gadget implements Serializable {
        private final String command = "do harm";

        @Serial
        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            fired = true;
        }
    }

    /** Does it as soon as a sorted collection compares, which is how the known chains begin. */
    @SuppressWarnings("serial")
    static final class Trigger implements Comparator<Object>, Serializable {
        @Override
        public int compare(Object one, Object other) {
            fired = true;
            return 0;
        }
    }

    /** Does it whenever a method of its proxy is called. */
    @SuppressWarnings("serial")
    static final class Handler implements InvocationHandler, Serializable {
        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) {
            fired = true;
            return null;
        }
    }

    private interface Bait {
        void bite();
    }

    @BeforeEach
    void reset() {
        fired = false;
    }

    static List<Object> chains() {
        PriorityQueue<Object> queue = new PriorityQueue<>(2, new Trigger());
        queue.addAll(List.of(1, 2));
        return List.of(new Gadget(), new Pair(new Gadget(), 1), new Object[] {new Gadget()}, queue, new ArrayList<>(List.of(new Gadget())),
                Proxy.newProxyInstance(Bait.class.getClassLoader(), new Class<?>[] {Bait.class}, new Handler()), Gadget.class);
    }

    /** They would work: a cache that knows the classes reads them. */
    @ParameterizedTest
    @EnumSource
    void theChainsAreArmed(GraphMode mode) {
        GraphCodec codec = Graphs.codec(mode);
        Graphs.copy(codec, new Gadget());
        assertTrue(fired);
    }

    /** Streams as the JDK writes them, with and without their header, behind the byte that says that a stream follows. */
    @ParameterizedTest
    @EnumSource
    void streamsThatNameTheirClassesAreRefused(GraphMode mode) throws IOException {
        for (Object chain : chains()) {
            GraphCodec codec = wellUsed(mode);
            byte[] stream = plainStream(chain);
            fired = false;
            for (int cut : new int[] {0, 4}) {
                byte[] bytes = Arrays.copyOfRange(stream, cut, stream.length);
                assertThrows(CodecException.class, () -> Graphs.read(codec, bytes), () -> chain.getClass().getName());
                byte[] marked = new byte[bytes.length + 1];
                System.arraycopy(bytes, 0, marked, 1, bytes.length);
                assertThrows(CodecException.class, () -> Graphs.read(codec, marked), () -> chain.getClass().getName());
            }
            assertFalse(fired, chain.getClass().getName());
        }
    }

    /** The numbers mean other classes here, or none. */
    @ParameterizedTest
    @EnumSource
    void whatAnotherCacheHasEncodedIsRefusedOrMeansSomethingElse(GraphMode mode) {
        int refused = 0;
        for (Object chain : chains()) {
            GraphCodec other = Graphs.codec(mode);
            byte[] bytes = Graphs.write(other, chain);
            for (GraphCodec codec : List.of(Graphs.codec(mode), wellUsed(mode))) {
                fired = false;
                try {
                    Graphs.read(codec, bytes);
                } catch (CodecException expected) {
                    refused++;
                }
                assertFalse(fired, chain.getClass().getName());
            }
        }
        assertTrue(refused >= chains().size(), refused + " refused");
    }

    @ParameterizedTest
    @EnumSource
    void theUsersFilterIsAsked(GraphMode mode) {
        ObjectInputFilter filter = info -> info.serialClass() == Shapes.Product.class ? ObjectInputFilter.Status.REJECTED
                : ObjectInputFilter.Status.UNDECIDED;
        GraphCodec codec = Graphs.codec(CodecSettings.builder().graphMode(mode).filter(filter).build(), getClass().getClassLoader());
        assertEquals(1, ((Pair) Graphs.copy(codec, new Pair(1, 2))).a);
        for (Object object : List.of(Shapes.Product.example(1), new Pair(new Object[] {Shapes.Product.example(1)}, null))) {
            byte[] bytes = Graphs.write(codec, object);
            CodecException refused = assertThrows(CodecException.class, () -> Graphs.read(codec, bytes));
            assertTrue(refused.getMessage().contains("filter") && refused.getMessage().contains(Shapes.Product.class.getName()),
                    refused.getMessage());
        }
    }

    @ParameterizedTest
    @EnumSource
    void patternsLimitClassesArraysAndDepth(GraphMode mode) {
        for (String pattern : List.of("!" + Shapes.Product.class.getName(), "maxarray=3", "maxdepth=4", "maxbytes=60",
                "!" + Shapes.NotSerializableBase.class.getPackageName() + ".*", Pair.class.getName() + ";!*")) {
            CodecSettings settings = CodecSettings.builder().graphMode(mode).filterPattern(pattern).build();
            GraphCodec codec = Graphs.codec(settings, getClass().getClassLoader());
            Object[] inner = {1, 2, 3, 4, "a string of some length, so that the graph has many bytes"};
            Object deep = new Pair(new Pair(new Pair(new Pair(new Pair(inner, Shapes.Product.example(1)), 1), 1), 1), 1);
            byte[] bytes = Graphs.write(codec, deep);
            assertThrows(CodecException.class, () -> Graphs.read(codec, bytes), pattern);
        }
        assertThrows(IllegalArgumentException.class, () -> CodecSettings.builder().filterPattern("maxdepth=many"));
    }

    @Test
    void anEmptyPatternRejectsNothing() {
        CodecSettings settings = CodecSettings.builder().filterPattern("").build();
        assertEquals(Shapes.Product.example(1),
                Graphs.copy(Graphs.codec(settings, getClass().getClassLoader()), Shapes.Product.example(1)));
    }

    /** Has encoded what applications cache, the harmless classes of the chains among it. */
    private static GraphCodec wellUsed(GraphMode mode) {
        GraphCodec codec = Graphs.codec(mode);
        for (Object object : List.of(Shapes.Product.example(1), new Pair(1, "x"), new Object[] {1}, new PriorityQueue<>(List.of(1, 2)),
                new ArrayList<>(List.of(1, new StringBuilder())), new Shapes.OwnWriting(1), String.class)) {
            Graphs.copy(codec, object);
        }
        return codec;
    }

    private static byte[] plainStream(Object object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }
}
