package org.varve.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Vector;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class JavaSerializationTest {
    private static final long LARGE_STACK = 512L << 20;

    private static final class Connection {
    }

    private record Holder(String name, Object held) implements Serializable {
    }

    private static final class Chain implements Serializable {
        @Serial
        private static final long serialVersionUID = 1L;

        private final Chain next;

        Chain(Chain next) {
            this.next = next;
        }
    }

    private static final class FailsToWrite implements Serializable {
        @Serial
        private static final long serialVersionUID = 1L;

        @Serial
        private void writeObject(ObjectOutputStream out) throws IOException {
            throw new IllegalStateException("not now");
        }
    }

    private static final class FailsToRead implements Serializable {
        @Serial
        private static final long serialVersionUID = 1L;

        @Serial
        private void readObject(ObjectInputStream in) throws IOException {
            throw new InvalidObjectException("not like this");
        }
    }

    private static final class BecomesNull implements Serializable {
        @Serial
        private static final long serialVersionUID = 1L;

        @Serial
        private Object readResolve() {
            return null;
        }
    }

    private static final class DayDate extends Date {
        @Serial
        private static final long serialVersionUID = 1L;

        private final String day;

        DayDate(long millis, String day) {
            super(millis);
            this.day = day;
        }
    }

    private interface Greeter {
        String greet(String name);
    }

    private static final class GreetingHandler implements InvocationHandler, Serializable {
        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) {
            return "Hello " + arguments[0];
        }
    }

    private static final class CallableCopy implements Serializable {
        @Serial
        private static final long serialVersionUID = 1L;

        private final Class<?>[] types = {int.class, void.class, long[].class, Map.class, Chain[][].class};
    }

    @Test
    void graphsComeBackWithNullsSharedAndCyclicReferences() {
        List<Object> graph = new ArrayList<>(Arrays.asList(null, "x", 5, new int[] {1, 2}));
        graph.add(graph);
        Map<String, Object> map = new HashMap<>();
        map.put("graph", graph);
        map.put("null", null);
        Map<?, ?> decoded = (Map<?, ?>) copy(map);
        List<?> list = assertInstanceOf(ArrayList.class, decoded.get("graph"));
        assertEquals(Arrays.asList(null, "x", 5), list.subList(0, 3));
        assertArrayEquals(new int[] {1, 2}, (int[]) list.get(3));
        assertSame(list, list.get(4));
        assertTrue(decoded.containsKey("null"));
    }

    /** Decoding bounds array lengths by the bytes of the stream; these are the collections with most room per byte. */
    @Test
    void roomyCollectionsAreNotTakenForDamage() {
        Map<Integer, Object> sparse = new HashMap<>(16, 0.01f);
        List<Object> empties = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            sparse.put(i, null);
            empties.add(new HashSet<>());
        }
        for (Object part : List.of(sparse, new HashSet<>(sparse.keySet()), empties, new HashMap<>(1 << 20), new Object[100_000],
                new boolean[100_000], new byte[1_000][], new Vector<>(100_000))) {
            Object roomy = new Vector<>(List.of(part)); // what has no encoding of its own takes along what has
            Object decoded = copy(roomy);
            assertEquals(Tag.GRAPH, Encodings.encode(roomy)[0]);
            assertSame(roomy.getClass(), decoded.getClass());
            assertTrue(Arrays.deepEquals(((Vector<?>) roomy).toArray(), ((Vector<?>) decoded).toArray()), () -> part.getClass().getName());
        }
    }

    @Test
    void subclassesOfBuiltInTypesKeepWhatTheyAdd() {
        DayDate decoded = assertInstanceOf(DayDate.class, copy(new DayDate(5, "Monday")));
        assertEquals("Monday", decoded.day);
        assertEquals(5, decoded.getTime());
    }

    @Test
    void recordsPrimitiveClassesProxiesAndLambdasComeBack() {
        assertEquals(new Holder("a", List.of(1)), copy(new Holder("a", List.of(1))));
        assertArrayEquals(new CallableCopy().types, ((CallableCopy) copy(new CallableCopy())).types);
        Greeter greeter = (Greeter) Proxy.newProxyInstance(Greeter.class.getClassLoader(), new Class<?>[] {Greeter.class},
                new GreetingHandler());
        assertEquals("Hello Ann", ((Greeter) copy(greeter)).greet("Ann"));
        @SuppressWarnings("unchecked")
        Function<Integer, Integer> lambda = (Function<Integer, Integer>) copy(
                (Function<Integer, Integer> & Serializable) n -> n + 1);
        assertEquals(3, lambda.apply(2));
    }

    @Test
    void whatIsNotSerializableIsNamed() {
        CodecException refused = refusal(new Connection());
        assertTrue(refused.getMessage().startsWith(Connection.class.getName() + " cannot be cached"), refused.getMessage());
    }

    @Test
    void whatIsNotSerializableInsideAGraphIsNamedToo() {
        CodecException refused = refusal(new Holder("pool", List.of("a", new Connection())));
        assertTrue(refused.getMessage().startsWith(Holder.class.getName()), refused.getMessage());
        assertTrue(refused.getMessage().contains(Connection.class.getName()), refused.getMessage());
        CodecException inVector = refusal(new Vector<>(List.of("a", new Connection())));
        assertTrue(inVector.getMessage().startsWith("java.util.Vector"), inVector.getMessage());
        assertTrue(inVector.getMessage().contains(Connection.class.getName()), inVector.getMessage());
        assertInstanceOf(NotSerializableException.class, inVector.getCause());
    }

    @Test
    void failuresOfUserCodeAreWrapped() {
        assertInstanceOf(IllegalStateException.class, refusal(new FailsToWrite()).getCause());
        byte[] bytes = Encodings.encode(new FailsToRead());
        CodecException refused = assertThrows(CodecException.class, () -> Encodings.decode(bytes));
        assertInstanceOf(InvalidObjectException.class, refused.getCause());
        byte[] nullBytes = Encodings.encode(new BecomesNull());
        assertThrows(CodecException.class, () -> Encodings.decode(nullBytes));
    }

    @Test
    void aFailureLeavesTheBufferAsItWas() {
        EncodeBuffer out = new EncodeBuffer();
        Encodings.CODEC.encode("before", out);
        byte[] before = Arrays.copyOf(out.array(), out.length());
        assertThrows(CodecException.class, () -> Encodings.CODEC.encode(new Holder("x", new Connection()), out));
        assertArrayEquals(before, Arrays.copyOf(out.array(), out.length()));
    }

    @Test
    void graphsTooDeepForTheStackAreRefused() throws Exception {
        Chain chain = null;
        for (int i = 0; i < 100_000; i++) {
            chain = new Chain(chain);
        }
        Chain deep = chain;
        assertInstanceOf(StackOverflowError.class, refusal(deep).getCause());
        byte[] bytes = withLargeStack(() -> Encodings.encode(deep));
        CodecException refused = assertThrows(CodecException.class, () -> Encodings.decode(bytes));
        assertInstanceOf(StackOverflowError.class, refused.getCause());
    }

    @Test
    void whatExceedsTheBoundOfTheBufferIsRefused() {
        EncodeBuffer out = new EncodeBuffer(1_000);
        for (Object large : List.of(new ArrayList<>(Collections.nCopies(400, "x".repeat(9))), new byte[1_000], "x".repeat(1_000),
                "漢".repeat(500))) {
            CodecException refused = assertThrows(CodecException.class, () -> Encodings.CODEC.encode(large, out));
            assertTrue(refused.getMessage().contains("1000 bytes"), refused.getMessage());
            assertEquals(0, out.length());
        }
        Encodings.CODEC.encode("x".repeat(999), out);
        assertEquals(1_000, out.length());
    }

    private static Object copy(Object object) {
        return Encodings.decode(Encodings.encode(object));
    }

    private static CodecException refusal(Object object) {
        return assertThrows(CodecException.class, () -> Encodings.encode(object));
    }

    private static <T> T withLargeStack(Callable<T> action) throws Exception {
        FutureTask<T> task = new FutureTask<>(action);
        Thread thread = new Thread(null, task, "large stack", LARGE_STACK);
        thread.start();
        return task.get(1, TimeUnit.MINUTES);
    }
}
