package org.varve.codec.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.Currency;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.varve.codec.Codec;
import org.varve.codec.CodecException;
import org.varve.codec.CodecSettings;
import org.varve.codec.EncodeBuffer;
import org.varve.codec.GraphCodec;
import org.varve.codec.GraphMode;
import org.varve.codec.assembly.Codecs;
import org.varve.codec.graph.Shapes.Pair;

/** What has to come out of every graph codec, whatever way a class wants to be serialized. */
@Tag("deny-flags")
class GraphMatrixTest {
    static Stream<Arguments> equalGraphs() {
        List<Object> objects = List.of(Shapes.Product.example(1), new Shapes.Point(1, 2, "p", List.of("q", 3)),
                new ArrayList<>(Arrays.asList(Shapes.Product.example(2), null, Shapes.Product.example(3))), new LinkedList<>(List.of(1, 2)),
                Collections.unmodifiableList(new ArrayList<>(List.of(1))), List.of(1, 2, 3), Map.of("a", 1), Set.of(1, 2),
                Arrays.asList(1, 2), new EnumMap<>(Map.of(Shapes.Suit.HEARTS, 1)), EnumSet.of(Shapes.Suit.HEARTS),
                EnumSet.noneOf(Shapes.Suit.class), BitSet.valueOf(new long[] {5}), Locale.GERMANY, Currency.getInstance("EUR"),
                java.net.URI.create("http://example.org/x"), new ConcurrentHashMap<>(Map.of(1, 2)), new GregorianCalendar(2020, 1, 1),
                new HashMap<>(Map.of(Shapes.Product.example(1), Shapes.Product.example(2))), new Date(5), String.class, int.class,
                new TreeMap<>(Map.of("x", Shapes.Product.example(4))));
        return Stream.of(GraphMode.values()).flatMap(mode -> objects.stream().map(object -> Arguments.of(mode, object)));
    }

    @ParameterizedTest
    @MethodSource("equalGraphs")
    void equalGraphsComeBack(GraphMode mode, Object object) {
        GraphCodec codec = Graphs.codec(mode);
        for (Object each : List.of(object, new Pair(object, "beside"))) {
            Object copy = Graphs.copy(codec, each);
            Object inner = each == object ? copy : ((Pair) copy).a;
            assertSame(object.getClass(), inner.getClass());
            assertEquals(object, inner);
        }
    }

    @ParameterizedTest
    @EnumSource
    void classesThatTakePartInTheirSerializationAreHeard(GraphMode mode) {
        GraphCodec codec = Graphs.codec(mode);
        Pair pair = nested(codec, Shapes.Singleton.ONLY, new Shapes.Replaced(4));
        assertSame(Shapes.Singleton.ONLY, pair.a);
        assertEquals(4, ((Shapes.Replaced) pair.b).value);
        pair = nested(codec, new Shapes.External(5), new Shapes.OwnWriting(6));
        assertEquals(5, ((Shapes.External) pair.a).value);
        assertEquals(6, ((Shapes.OwnWriting) pair.b).value);
        pair = nested(codec, new Shapes.Recomputing(), new Shapes.DeclaredForm());
        assertEquals(6, ((Shapes.Recomputing) pair.a).twice);
        assertEquals(1, ((Shapes.DeclaredForm) pair.b).kept);
        assertEquals(0, ((Shapes.DeclaredForm) pair.b).left);
        pair = nested(codec, new Shapes.Inheriting(), new Shapes.Outer().new Inner());
        assertEquals("replaced", pair.a);
        assertEquals(5, ((Shapes.Outer.Inner) pair.b).outerValue());
        assertEquals(4, ((Shapes.Replaced) Graphs.copy(codec, new Shapes.Replaced(4))).value);
        assertEquals("replaced", Graphs.copy(codec, new Shapes.Inheriting()));
    }

    @ParameterizedTest
    @EnumSource
    void superclassesKeepTheirStateOrMakeItAnew(GraphMode mode) {
        Shapes.Leaf leaf = new Shapes.Leaf();
        leaf.base = 1;
        ((Shapes.Middle) leaf).name = "changed";
        Shapes.Leaf copy = (Shapes.Leaf) Graphs.copy(Graphs.codec(mode), leaf);
        assertEquals(77, copy.base);
        assertEquals("changed", ((Shapes.Middle) copy).name);
        assertEquals("leaf", copy.name);
        assertNull(copy.forgotten);
        assertArrayEquals(new int[] {1, 2, 3}, copy.numbers);
    }

    @ParameterizedTest
    @EnumSource
    void subclassesOfCollectionsKeepWhatTheyAdd(GraphMode mode) {
        Shapes.ListAndMore list = new Shapes.ListAndMore();
        list.add("x");
        list.more = 4;
        Shapes.MapAndMore map = new Shapes.MapAndMore();
        map.put("x", 1);
        map.more = 5;
        Pair pair = nested(Graphs.codec(mode), list, map);
        assertEquals(list, pair.a);
        assertEquals(4, ((Shapes.ListAndMore) pair.a).more);
        assertEquals(map, pair.b);
        assertEquals(5, ((Shapes.MapAndMore) pair.b).more);
    }

    @ParameterizedTest
    @EnumSource
    void primitiveFieldsOfAllSizes(GraphMode mode) {
        GraphCodec codec = Graphs.codec(mode);
        for (long n : new long[] {0, 1, -1, 127, 128, -128, 32_767, 65_535, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE,
                Long.MIN_VALUE, 0x7FF8_0000_0000_0001L}) {
            Shapes.Primitives copy = (Shapes.Primitives) Graphs.copy(codec, new Shapes.Primitives(n));
            assertEquals(new Shapes.Primitives(n).parts(), copy.parts());
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWasOneObjectIsOneAgain(GraphMode mode) {
        GraphCodec codec = Graphs.codec(mode);
        for (Object shared : List.of(new Date(5), new int[] {1}, new Object[] {1}, new ArrayList<>(List.of(1)), new Pair(1, 2),
                new byte[] {1}, "a string of more than thirty-two characters", new HashMap<>(Map.of(1, 2)),
                new Shapes.OwnWriting(1), new AtomicLong(3), EnumSet.of(Shapes.Suit.SPADES))) {
            Pair copy = nested(codec, shared, shared);
            assertSame(copy.a, copy.b, shared.getClass().getName());
            copy = nested(codec, shared, new ArrayList<>(Arrays.asList("x", shared)));
            assertSame(copy.a, ((List<?>) copy.b).get(1), shared.getClass().getName());
        }
        Pair two = nested(codec, new Date(5), new Date(5));
        assertNotSame(two.a, two.b);
    }

    @ParameterizedTest
    @EnumSource
    void moreSharedObjectsThanAreComparedOneByOne(GraphMode mode) {
        List<Object> many = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            many.add(new Pair(i, i));
        }
        many.addAll(new ArrayList<>(many));
        List<?> copy = (List<?>) ((Pair) Graphs.copy(Graphs.codec(mode), new Pair(many, null))).a;
        for (int i = 0; i < 1_000; i++) {
            assertSame(copy.get(i), copy.get(1_000 + i));
            assertEquals(i, ((Pair) copy.get(i)).a);
        }
        assertEquals(1_000, toKeys(copy).size());
    }

    private static Map<Object, Boolean> toKeys(List<?> objects) {
        Map<Object, Boolean> keys = new IdentityHashMap<>();
        objects.forEach(object -> keys.put(object, true));
        return keys;
    }

    @ParameterizedTest
    @EnumSource
    void cyclesOfEveryKind(GraphMode mode) {
        GraphCodec codec = Graphs.codec(mode);
        Pair self = new Pair(null, "x");
        self.a = self;
        Pair selfCopy = (Pair) Graphs.copy(codec, self);
        assertSame(selfCopy, selfCopy.a);
        Object[] array = new Object[1];
        array[0] = array;
        Object[] arrayCopy = (Object[]) Graphs.copy(codec, array);
        assertSame(arrayCopy, arrayCopy[0]);
        List<Object> list = new ArrayList<>();
        list.add(list);
        List<?> listCopy = (List<?>) ((Pair) Graphs.copy(codec, new Pair(list, 1))).a;
        assertSame(listCopy, listCopy.get(0));
        List<Object> parents = new ArrayList<>();
        Pair child = new Pair(parents, null);
        parents.add(child);
        Pair childCopy = (Pair) Graphs.copy(codec, child);
        assertSame(childCopy, ((List<?>) childCopy.a).get(0));
        List<Object> inRecord = new ArrayList<>();
        Shapes.Point point = new Shapes.Point(1, 2, "p", inRecord);
        inRecord.add(inRecord);
        Shapes.Point pointCopy = (Shapes.Point) ((Pair) Graphs.copy(codec, new Pair(point, null))).a;
        assertSame(pointCopy.more(), pointCopy.more().get(0));
        Shapes.Key key = new Shapes.Key("k");
        Map<Object, Object> map = new HashMap<>(Map.of(key, 1));
        key.back = map;
        Map<?, ?> mapCopy = (Map<?, ?>) ((Pair) Graphs.copy(codec, new Pair(map, null))).a;
        assertSame(mapCopy, ((Shapes.Key) mapCopy.keySet().iterator().next()).back);
    }

    @ParameterizedTest
    @EnumSource
    void enumsProxiesLambdasAndClasses(GraphMode mode) {
        GraphCodec codec = Graphs.codec(mode);
        Pair suits = nested(codec, Shapes.Suit.SPADES, Shapes.Suit.HEARTS);
        assertSame(Shapes.Suit.SPADES, suits.a);
        assertSame(Shapes.Suit.HEARTS, suits.b);
        Object proxy = Proxy.newProxyInstance(Shapes.class.getClassLoader(), new Class<?>[] {Shapes.Greeter.class},
                new Shapes.GreetingHandler());
        Supplier<String> lambda = (Supplier<String> & Serializable) () -> "from a lambda";
        Pair pair = nested(codec, proxy, lambda);
        assertEquals("Hello", ((Shapes.Greeter) pair.a).greet());
        assertEquals("from a lambda", ((Supplier<?>) pair.b).get());
        assertEquals("Hello", ((Shapes.Greeter) Graphs.copy(codec, proxy)).greet());
    }

    @ParameterizedTest
    @EnumSource
    void collectionsKeepTheirOrderAndTheirBehaviour(GraphMode mode) {
        GraphCodec codec = Graphs.codec(mode);
        Map<String, Integer> byAccess = new LinkedHashMap<>(16, 0.75f, true);
        byAccess.put("a", 1);
        byAccess.put("b", 2);
        TreeMap<String, Integer> reverse = new TreeMap<>(Comparator.reverseOrder());
        reverse.putAll(byAccess);
        Pair pair = nested(codec, byAccess, reverse);
        assertEquals("b", ((TreeMap<?, ?>) pair.b).firstKey());
        CodecSettings settings = CodecSettings.builder().graphMode(mode).build();
        Codec whole = new Codecs(getClass().getClassLoader()).forCache(settings).values();
        EncodeBuffer out = new EncodeBuffer();
        whole.encode(byAccess, out);
        for (Object copied : List.of(pair.a, nested(codec, byAccess, null).a, whole.decode(out.array(), 0, out.length()))) {
            Map<?, ?> copy = (Map<?, ?>) copied;
            copy.get("a");
            assertEquals("b", copy.keySet().iterator().next());
        }
        Map<?, ?> byInsertion = (Map<?, ?>) nested(codec, new LinkedHashMap<>(byAccess), null).a;
        byInsertion.get("a");
        assertEquals("a", byInsertion.keySet().iterator().next());
        Pair queues = nested(codec, new PriorityQueue<>(List.of(3, 1, 2)), new StringBuilder("text"));
        assertEquals(1, ((PriorityQueue<?>) queues.a).poll());
        assertEquals("text", queues.b.toString());
        assertThrows(UnsupportedOperationException.class, () -> ((List<?>) nested(codec, List.of(1), 1).a).clear());
    }

    @ParameterizedTest
    @EnumSource
    void throwablesKeepMessageAndTrace(GraphMode mode) {
        IllegalStateException thrown = new IllegalStateException("message", new RuntimeException("cause"));
        IllegalStateException copy = (IllegalStateException) nested(Graphs.codec(mode), thrown, null).a;
        assertEquals("message", copy.getMessage());
        assertEquals("cause", copy.getCause().getMessage());
        assertArrayEquals(thrown.getStackTrace(), copy.getStackTrace());
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotSerializableIsNamed(GraphMode mode) {
        GraphCodec codec = Graphs.codec(mode);
        CodecException refused = assertThrows(CodecException.class, () -> Graphs.write(codec, new Pair(1, new Object())));
        assertTrue(refused.getMessage().contains("java.lang.Object"), refused.getMessage());
        refused = assertThrows(CodecException.class, () -> Graphs.write(codec, new Shapes.NotSerializableBase()));
        assertTrue(refused.getMessage().startsWith(Shapes.NotSerializableBase.class.getName()), refused.getMessage());
    }

    @ParameterizedTest
    @EnumSource
    void theSameGraphHasTheSameBytes(GraphMode mode) {
        GraphCodec codec = Graphs.codec(mode);
        Object plain = new Pair(Shapes.Product.example(1), new Object[] {1, "x", 2.5, Shapes.Suit.HEARTS});
        Object special = new Pair(Shapes.Product.example(1), new Shapes.OwnWriting(3));
        byte[] plainBytes = Graphs.write(codec, plain);
        byte[] specialBytes = Graphs.write(codec, special);
        for (int i = 0; i < 100; i++) {
            assertArrayEquals(plainBytes, Graphs.write(codec, Graphs.read(codec, plainBytes)));
            assertArrayEquals(specialBytes, Graphs.write(codec, Graphs.read(codec, specialBytes)));
        }
    }

    private static Pair nested(GraphCodec codec, Object a, Object b) {
        return (Pair) Graphs.copy(codec, new Pair(a, b));
    }
}
