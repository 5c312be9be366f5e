package org.varve.codec;

import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.varve.codec.GraphClasses.NamedDate;
import org.varve.codec.GraphClasses.Node;
import org.varve.codec.GraphClasses.SubNode;
import org.varve.codec.GraphClasses.TaggedList;
import org.varve.codec.GraphClasses.TaggedMap;

/**
 * Random graphs of all types with an encoding of their own and of classes of an application: nested, holding nulls, shared and
 * cyclic. What serves as a key or an element of a set is a value, since the hash code of a cycle is no number. A graph with
 * cycles holds no records and immutable collections that hold other objects: these are made after all that is in them, so
 * what leads back to them cannot be made, by Java serialization either.
 */
final class ObjectGraphs {
    private static final List<Kind> KINDS = Kinds.all();
    /** A Date may equal a Timestamp that does not equal it: beside each other in a map it is open which of them is found. */
    private static final Set<String> NO_KEYS = Set.of("byte[]", "sql.Timestamp");
    private static final List<Kind> KEYS = KINDS.stream().filter(kind -> !NO_KEYS.contains(kind.name())).toList();

    private final Random random;
    /** Nothing that is no Serializable, as Java serialization wants it. */
    private final boolean serializable;
    private final boolean cyclic;
    /** What can be met again. */
    private final List<Object> mutable = new ArrayList<>();
    private int left;

    private ObjectGraphs(Random random, boolean serializable) {
        this.random = random;
        this.serializable = serializable;
        this.cyclic = random.nextBoolean();
        this.left = 1 + random.nextInt(40);
    }

    /** A graph whose root is not null. */
    static Object next(Random random, boolean serializable) {
        ObjectGraphs graph = new ObjectGraphs(random, serializable);
        Object root = graph.container();
        for (int i = graph.cyclic ? random.nextInt(4) : 0; i > 0; i--) {
            graph.linkBack();
        }
        return root;
    }

    private Object any() {
        left--;
        int choice = random.nextInt(10);
        if (choice == 0) {
            return null;
        }
        if (choice == 1 && !mutable.isEmpty() && random.nextBoolean()) {
            return mutable.get(random.nextInt(mutable.size()));
        }
        return choice < 6 || left <= 0 ? leaf() : container();
    }

    private Object leaf() {
        return switch (random.nextInt(12)) {
            case 0 -> noted(primitives());
            case 1 -> new GraphClasses.Custom(random.nextInt(), random.nextInt());
            case 2 -> new GraphClasses.External(random.nextBoolean() ? null : "e" + random.nextInt());
            case 3 -> random.nextBoolean() ? GraphClasses.Unique.LEFT : GraphClasses.Unique.RIGHT;
            case 4 -> noted(new NamedDate(random.nextLong(), "d" + random.nextInt()));
            case 5 -> order();
            default -> Kinds.any(random, KINDS.toArray(Kind[]::new)).next(random);
        };
    }

    private GraphClasses.Order order() {
        return new GraphClasses.Order(random.nextBoolean(), (byte) random.nextInt(), (short) random.nextInt(), (char) random.nextInt(),
                random.nextInt(), random.nextLong(), random.nextFloat(), random.nextDouble(), random.nextInt(5) == 0 ? null : "c",
                new java.math.BigDecimal(random.nextInt()), java.time.LocalDate.EPOCH.plusDays(random.nextInt(40_000)),
                Kinds.any(random, Kinds.Plain.values()));
    }

    private Object primitives() {
        int n = random.nextInt(5);
        return switch (random.nextInt(7)) {
            case 0 -> new boolean[n];
            case 1 -> "chars".substring(0, n).toCharArray();
            case 2 -> new short[] {(short) random.nextInt(), -1};
            case 3 -> random.ints(n).toArray();
            case 4 -> random.longs(n).toArray();
            case 5 -> new float[] {random.nextFloat(), Float.NaN, -0f};
            default -> random.doubles(n).toArray();
        };
    }

    private Object container() {
        return switch (random.nextInt(8)) {
            case 0, 1 -> list();
            case 2 -> set();
            case 3, 4 -> map();
            case 5 -> array();
            case 6 -> record();
            default -> random.nextInt(3) == 0 ? rare() : node();
        };
    }

    private List<Object> some() {
        List<Object> elements = new ArrayList<>();
        for (int n = random.nextInt(5); n > 0; n--) {
            elements.add(any());
        }
        return elements;
    }

    private List<Object> someNonNull() {
        List<Object> elements = some();
        elements.removeIf(Objects::isNull);
        return elements;
    }

    private Object list() {
        return switch (random.nextInt(13)) {
            case 0, 1 -> filled(new ArrayList<>());
            case 2 -> filled(new LinkedList<>());
            case 3 -> noted(Arrays.asList(some().toArray()));
            case 4 -> cyclic ? List.of("a", 1) : List.copyOf(someNonNull());
            case 5 -> cyclic ? List.of() : some().stream().toList();
            case 6 -> Collections.emptyList();
            case 7 -> Collections.singletonList(any());
            case 8 -> Collections.unmodifiableList(some());
            case 9 -> Collections.unmodifiableList(new LinkedList<>(some()));
            case 10 -> noted(new CopyOnWriteArrayList<>(some()));
            case 11 -> noted(new ArrayDeque<>(someNonNull()));
            default -> {
                TaggedList list = new TaggedList();
                list.tag = "tag" + random.nextInt();
                yield filled(list);
            }
        };
    }

    private <C extends Collection<Object>> C filled(C collection) {
        begun(collection);
        collection.addAll(some());
        return ended(collection);
    }

    private <T> T noted(T object) {
        mutable.add(object);
        return object;
    }

    /** What is about to be filled can be met inside itself only where that is meant. */
    private void begun(Object object) {
        if (cyclic) {
            mutable.add(object);
        }
    }

    private <T> T ended(T object) {
        if (!cyclic) {
            mutable.add(object);
        }
        return object;
    }

    private Object key() {
        return Kinds.any(random, KEYS.toArray(Kind[]::new)).next(random);
    }

    private Set<Object> keys() {
        Set<Object> keys = new HashSet<>();
        for (int n = random.nextInt(5); n > 0; n--) {
            keys.add(random.nextInt(6) == 0 ? order() : key());
        }
        return keys;
    }

    private Set<String> names() {
        Set<String> names = new HashSet<>();
        for (int n = random.nextInt(5); n > 0; n--) {
            names.add("n" + random.nextInt(100));
        }
        return names;
    }

    private Object set() {
        return switch (random.nextInt(10)) {
            case 0, 1 -> noted(keys());
            case 2 -> noted(new LinkedHashSet<>(keys()));
            case 3 -> noted(new TreeSet<>(names()));
            case 4 -> noted(random.nextInt(4) == 0 ? EnumSet.noneOf(Kinds.Plain.class) : EnumSet.of(Kinds.any(random, Kinds.Plain.values())));
            case 5 -> Set.copyOf(keys());
            case 6 -> Collections.emptySet();
            case 7 -> Collections.singleton(random.nextInt(5) == 0 ? null : key());
            case 8 -> noted(EnumSet.range(Character.UnicodeScript.LATIN, Character.UnicodeScript.ARABIC));
            default -> {
                TreeSet<String> reversed = new TreeSet<>(Collections.reverseOrder());
                reversed.addAll(names());
                yield noted(reversed);
            }
        };
    }

    private Object map() {
        return switch (random.nextInt(12)) {
            case 0, 1 -> filled(new HashMap<>(), keys());
            case 2 -> filled(new LinkedHashMap<>(), keys());
            case 3 -> filled(new TreeMap<>(), names());
            case 4 -> nonNull(new ConcurrentHashMap<>());
            case 5 -> filled(new EnumMap<>(Kinds.Plain.class), random.nextInt(4) == 0 ? Set.of() : EnumSet.allOf(Kinds.Plain.class));
            case 6 -> cyclic ? Map.of("a", 1) : Map.copyOf(nonNull(new HashMap<>()));
            case 7 -> Collections.emptyMap();
            case 8 -> Collections.singletonMap(key(), any());
            case 9 -> filled(new TreeMap<>(Comparator.reverseOrder()), names());
            case 10 -> Collections.unmodifiableMap(filled(new HashMap<>(), keys()));
            default -> {
                TaggedMap map = new TaggedMap();
                map.tag = "tag" + random.nextInt();
                yield filled(map, keys());
            }
        };
    }

    /** Any keys fit a map of raw types. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private Map<?, ?> filled(Map map, Set<?> keys) {
        begun(map);
        for (Object key : keys) {
            map.put(key, any());
        }
        return ended(map);
    }

    private Map<Object, Object> nonNull(Map<Object, Object> map) {
        for (Object key : keys()) {
            Object value = any();
            map.put(key, value == null ? "not null" : value);
        }
        return noted(map);
    }

    private Object array() {
        return switch (random.nextInt(8)) {
            case 0, 1 -> noted(some().toArray());
            case 2 -> names().toArray(String[]::new);
            case 3 -> noted(new Kinds.Plain[] {Kinds.Plain.ONE, null});
            case 4 -> noted(new int[][] {{1, 2}, null, {}});
            case 5 -> noted(new Object[][] {some().toArray(), {}});
            case 6 -> noted(new GraphClasses.Order[] {order(), null});
            default -> noted(new Integer[] {1, null, random.nextInt()});
        };
    }

    private Object record() {
        return switch (random.nextInt(6)) {
            case 0, 1 -> cyclic ? order() : new GraphClasses.Pair(any(), any(), filled(new ArrayList<>()));
            case 2 -> cyclic ? order() : new GraphClasses.Careful(someNonNull());
            case 3 -> new GraphClasses.Empty();
            case 4 -> new GraphClasses.Replaced("r" + random.nextInt());
            default -> order();
        };
    }

    private Object node() {
        Node node = random.nextBoolean() ? new SubNode() : new Node();
        begun(node);
        node.name = random.nextInt(4) == 0 ? null : "node" + random.nextInt(50);
        node.number = random.nextInt();
        node.one = any();
        node.other = any();
        if (node instanceof SubNode sub) {
            sub.parts.addAll(some());
        }
        return ended(node);
    }

    private Object rare() {
        return switch (random.nextInt(6)) {
            case 0 -> noted(new AbstractMap.SimpleEntry<>(key(), any()));
            case 1 -> new AbstractMap.SimpleImmutableEntry<>(key(), any());
            case 2 -> filled(new Vector<>());
            case 3 -> serializable ? "no Optional" : Optional.ofNullable(key());
            case 4 -> serializable ? "no Map.entry" : Map.entry(key(), key());
            default -> serializable ? "no Maybe" : new GraphClasses.Maybe(Optional.of("name"), Map.entry("k", 1));
        };
    }

    /** Makes one of the mutable objects refer to another one, which may be itself or one above it. */
    private void linkBack() {
        if (mutable.isEmpty()) {
            return;
        }
        Object from = mutable.get(random.nextInt(mutable.size()));
        Object to = mutable.get(random.nextInt(mutable.size()));
        if (from instanceof Node node) {
            node.one = to;
        } else if (from.getClass() == Object[].class && ((Object[]) from).length > 0) {
            ((Object[]) from)[0] = to;
        } else if (from.getClass() == ArrayList.class || from.getClass() == LinkedList.class) {
            add((List<?>) from, to);
        } else if (from.getClass() == LinkedHashMap.class || from.getClass() == HashMap.class) {
            filledWith((Map<?, ?>) from, to);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // it holds objects of all classes
    private static void add(List list, Object element) {
        list.add(element);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // it holds objects of all classes
    private static void filledWith(Map map, Object value) {
        map.put("back", value);
    }
}
