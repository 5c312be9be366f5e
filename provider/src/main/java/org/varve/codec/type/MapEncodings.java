package org.varve.codec.type;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.varve.codec.DecodeInput;
import org.varve.codec.EncodeBuffer;
import org.varve.codec.Tag;

/**
 * Maps. Those with a comparator of their own go to the graph codec, which writes it. A {@code LinkedHashMap} comes back in the
 * order that it had, which from then on is that of insertion: whether access changes it cannot be asked.
 */
final class MapEncodings {
    private MapEncodings() {
    }

    static void addTo(EncodingTable table) {
        add(table, Tag.HASH_MAP, new HashMap<>(), Elements::write,
                (in, nesting) -> Elements.readMap(in, nesting, count -> new HashMap<>(Elements.hashCapacity(count))));
        add(table, Tag.LINKED_HASH_MAP, new LinkedHashMap<>(), Elements::write,
                (in, nesting) -> Elements.readMap(in, nesting, count -> new LinkedHashMap<>(Elements.hashCapacity(count))));
        add(table, Tag.TREE_MAP, new TreeMap<>(),
                (map, out, nesting) -> ((TreeMap<?, ?>) map).comparator() == null && Elements.write(map, out, nesting),
                (in, nesting) -> Elements.readMap(in, nesting, count -> new TreeMap<>()));
        // A snapshot: it may be changed at any moment, which is no error.
        add(table, Tag.CONCURRENT_HASH_MAP, new ConcurrentHashMap<>(),
                (map, out, nesting) -> Elements.write(new HashMap<>(map), out, nesting),
                (in, nesting) -> Elements.readMap(in, nesting, ConcurrentHashMap::new));
        table.add(EnumMap.class, new ContainerEncoding<Map<?, ?>>(Tag.ENUM_MAP, EnumMap.class, Elements::mutable,
                MapEncodings::writeEnumMap, MapEncodings::readEnumMap));
        ObjectEncoding immutable = new ContainerEncoding<Map<?, ?>>(Tag.IMMUTABLE_MAP, Map.class, Elements::ofImmutable,
                Elements::write, MapEncodings::readImmutable);
        table.add(Map.of(1, 1).getClass(), immutable);
        table.add(Map.of().getClass(), immutable);
        Map<?, ?> empty = Collections.emptyMap();
        table.add(empty.getClass(), new ContainerEncoding<Map<?, ?>>(Tag.EMPTY_MAP, Map.class, Elements::ofImmutable,
                (map, out, nesting) -> true, (in, nesting) -> Collections.emptyMap()));
        table.add(Collections.singletonMap(1, 1).getClass(), new ContainerEncoding<Map<?, ?>>(Tag.SINGLETON_MAP, Map.class,
                Elements::ofImmutable, MapEncodings::writeSingleton,
                (in, nesting) -> Collections.singletonMap(nesting.read(in), nesting.read(in))));
    }

    private static void add(EncodingTable table, int tag, Map<?, ?> example, ContainerEncoding.Writer<Map<?, ?>> writer,
            ContainerEncoding.Reader<Map<?, ?>> reader) {
        table.add(example.getClass(), new ContainerEncoding<Map<?, ?>>(tag, example.getClass(), Elements::mutable, writer, reader));
    }

    private static boolean writeSingleton(Map<?, ?> map, EncodeBuffer out, Nesting nesting) {
        Map.Entry<?, ?> entry = map.entrySet().iterator().next();
        return nesting.write(entry.getKey(), out) && nesting.write(entry.getValue(), out);
    }

    /** The class of the keys can be learned from a key only. */
    private static boolean writeEnumMap(Map<?, ?> map, EncodeBuffer out, Nesting nesting) {
        return !map.isEmpty() && Elements.write(map, out, nesting);
    }

    private static Map<?, ?> readEnumMap(DecodeInput in, Nesting nesting) {
        Map<Object, Object> entries = Elements.readMap(in, nesting, LinkedHashMap::new);
        return enumMapOf(entries);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the constructor refuses what are no constants of one enum
    private static Map<?, ?> enumMapOf(Map<?, ?> entries) {
        return new EnumMap(entries);
    }

    private static Map<?, ?> readImmutable(DecodeInput in, Nesting nesting) {
        int count = in.readCount(2);
        Map.Entry<?, ?>[] entries = new Map.Entry<?, ?>[count];
        for (int i = 0; i < count; i++) {
            Object key = nesting.read(in);
            entries[i] = Map.entry(key, nesting.read(in));
        }
        return Map.ofEntries(entries);
    }
}
