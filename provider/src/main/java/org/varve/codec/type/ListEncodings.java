package org.varve.codec.type;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.varve.codec.DecodeInput;
import org.varve.codec.EncodeBuffer;
import org.varve.codec.Tag;

/**
 * Lists and queues. An unmodifiable list is a view: what is behind it cannot be seen and becomes an {@code ArrayList}, or a
 * {@code LinkedList} where access by index was slow. For a list that is no difference; for a set or a map it may be one (what
 * is behind may have a comparator), so their unmodifiable views are left to the graph codec.
 */
final class ListEncodings {
    private ListEncodings() {
    }

    static void addTo(EncodingTable table) {
        addMutable(table);
        addImmutable(table);
    }

    private static void addMutable(EncodingTable table) {
        table.add(ArrayList.class, new ContainerEncoding<List<?>>(Tag.ARRAY_LIST, ArrayList.class, Elements::mutable,
                Elements::writeIndexed, (in, nesting) -> Elements.read(in, nesting, ArrayList::new)));
        table.add(LinkedList.class, new ContainerEncoding<List<?>>(Tag.LINKED_LIST, LinkedList.class, Elements::mutable,
                Elements::write, (in, nesting) -> Elements.read(in, nesting, count -> new LinkedList<>())));
        List<?> ofArray = Arrays.asList();
        table.add(ofArray.getClass(), new ContainerEncoding<List<?>>(Tag.LIST_OF_ARRAY, ofArray.getClass(), Elements::mutable,
                Elements::writeIndexed, (in, nesting) -> Arrays.asList(Elements.readArray(in, nesting))));
        table.add(CopyOnWriteArrayList.class, new ContainerEncoding<List<?>>(Tag.COPY_ON_WRITE_LIST,
                CopyOnWriteArrayList.class, Elements::mutable,
                (list, out, nesting) -> Elements.write(list.toArray(), out, nesting),
                (in, nesting) -> new CopyOnWriteArrayList<>(Elements.readArray(in, nesting))));
        table.add(ArrayDeque.class, new ContainerEncoding<Collection<?>>(Tag.ARRAY_DEQUE, ArrayDeque.class, Elements::mutable,
                Elements::write, (in, nesting) -> Elements.read(in, nesting, ArrayDeque::new)));
    }

    private static void addImmutable(EncodingTable table) {
        ObjectEncoding immutable = new ContainerEncoding<List<?>>(Tag.IMMUTABLE_LIST, List.class,
                Elements::ofImmutable, ListEncodings::writeImmutable, ListEncodings::readImmutable);
        table.add(List.of(1).getClass(), immutable);
        table.add(List.of(1, 2, 3).getClass(), immutable);
        List<?> empty = Collections.emptyList();
        table.add(empty.getClass(), new ContainerEncoding<List<?>>(Tag.EMPTY_LIST, empty.getClass(), Elements::ofImmutable,
                (list, out, nesting) -> true, (in, nesting) -> Collections.emptyList()));
        List<?> single = Collections.singletonList(1);
        table.add(single.getClass(), new ContainerEncoding<List<?>>(Tag.SINGLETON_LIST, single.getClass(), Elements::ofImmutable,
                (list, out, nesting) -> nesting.write(list.get(0), out),
                (in, nesting) -> Collections.singletonList(nesting.read(in))));
        List<?> view = Collections.unmodifiableList(new ArrayList<>());
        table.add(view.getClass(), new ContainerEncoding<List<?>>(Tag.UNMODIFIABLE_LIST, view.getClass(), Elements::mutable,
                Elements::writeIndexed,
                (in, nesting) -> Collections.unmodifiableList(Elements.<ArrayList<Object>>read(in, nesting, ArrayList::new))));
        List<?> sequential = Collections.unmodifiableList(new LinkedList<>());
        table.add(sequential.getClass(), new ContainerEncoding<List<?>>(Tag.UNMODIFIABLE_LINKED_LIST, sequential.getClass(),
                Elements::mutable, Elements::write, (in, nesting) ->
                        Collections.unmodifiableList(Elements.<LinkedList<Object>>read(in, nesting, count -> new LinkedList<>()))));
    }

    /** {@code List.of} and {@code Stream.toList} share their classes; only the lists of the latter can be asked for null. */
    private static boolean writeImmutable(List<?> list, EncodeBuffer out, Nesting nesting) {
        int count = list.size();
        out.appendVarint((long) count << 1 | (takesNulls(list) ? 1 : 0));
        for (int i = 0; i < count; i++) {
            if (!nesting.write(list.get(i), out)) {
                return false;
            }
        }
        return true;
    }

    private static boolean takesNulls(List<?> list) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) == null) {
                return true;
            }
        }
        // What takes no nulls is its own copy.
        return List.copyOf(list) != list;
    }

    private static List<?> readImmutable(DecodeInput in, Nesting nesting) {
        long header = in.readVarint();
        Object[] elements = new Object[in.claim(header >>> 1, 1)];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = nesting.read(in);
        }
        return (header & 1) == 0 ? List.of(elements) : Stream.of(elements).toList();
    }
}
