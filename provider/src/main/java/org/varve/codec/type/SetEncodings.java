package org.varve.codec.type;

import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import org.varve.codec.CodecException;
import org.varve.codec.DecodeInput;
import org.varve.codec.EncodeBuffer;
import org.varve.codec.Tag;

/** Sets. Those with a comparator of their own go to the graph codec, which writes it. */
final class SetEncodings {
    private SetEncodings() {
    }

    static void addTo(EncodingTable table) {
        add(table, Tag.HASH_SET, new HashSet<>(),
                (in, nesting) -> Elements.read(in, nesting, count -> new HashSet<>(Elements.hashCapacity(count))));
        add(table, Tag.LINKED_HASH_SET, new LinkedHashSet<>(),
                (in, nesting) -> Elements.read(in, nesting, count -> new LinkedHashSet<>(Elements.hashCapacity(count))));
        table.add(TreeSet.class, new ContainerEncoding<Set<?>>(Tag.TREE_SET, TreeSet.class, Elements::mutable,
                (set, out, nesting) -> ((TreeSet<?>) set).comparator() == null && Elements.write(set, out, nesting),
                (in, nesting) -> Elements.read(in, nesting, count -> new TreeSet<>())));
        ObjectEncoding enumSet = new ContainerEncoding<EnumSet<?>>(Tag.ENUM_SET, EnumSet.class, Elements::mutable,
                SetEncodings::writeEnumSet, SetEncodings::readEnumSet);
        // Enums of up to 64 constants have one class of sets, larger ones another.
        table.add(EnumSet.noneOf(Thread.State.class).getClass(), enumSet);
        table.add(EnumSet.noneOf(Character.UnicodeScript.class).getClass(), enumSet);
        ObjectEncoding immutable = new ContainerEncoding<Set<?>>(Tag.IMMUTABLE_SET, Set.class, Elements::ofImmutable,
                Elements::write, (in, nesting) -> Set.of(Elements.readArray(in, nesting)));
        table.add(Set.of(1).getClass(), immutable);
        table.add(Set.of(1, 2, 3).getClass(), immutable);
        Set<?> empty = Collections.emptySet();
        table.add(empty.getClass(), new ContainerEncoding<Set<?>>(Tag.EMPTY_SET, empty.getClass(), Elements::ofImmutable,
                (set, out, nesting) -> true, (in, nesting) -> Collections.emptySet()));
        Set<?> single = Collections.singleton(1);
        table.add(single.getClass(), new ContainerEncoding<Set<?>>(Tag.SINGLETON_SET, single.getClass(), Elements::ofImmutable,
                (set, out, nesting) -> nesting.write(set.iterator().next(), out),
                (in, nesting) -> Collections.singleton(nesting.read(in))));
    }

    private static void add(EncodingTable table, int tag, Set<?> example, ContainerEncoding.Reader<Set<?>> reader) {
        table.add(example.getClass(), new ContainerEncoding<Set<?>>(tag, example.getClass(), Elements::mutable,
                Elements::write, reader));
    }

    /** The class of the elements can be learned from an element only, be it one that is missing. */
    private static boolean writeEnumSet(EnumSet<?> set, EncodeBuffer out, Nesting nesting) {
        boolean isEmpty = set.isEmpty();
        EnumSet<?> elements = isEmpty ? EnumSet.complementOf(set) : set;
        if (elements.isEmpty()) {
            return false;
        }
        out.appendByte(isEmpty ? 1 : 0);
        Class<?> type = elements.iterator().next().getDeclaringClass();
        return nesting.write(type.getEnumConstants()[0], out) && (isEmpty || Elements.write(set, out, nesting));
    }

    private static EnumSet<?> readEnumSet(DecodeInput in, Nesting nesting) {
        boolean isEmpty = in.readByte() != 0;
        if (!(nesting.read(in) instanceof Enum<?> example)) {
            throw CodecException.damaged("a set of enum constants that are none");
        }
        EnumSet<?> set = emptySetOf(example);
        if (!isEmpty) {
            addTo(set, in, nesting);
        }
        return set;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // what is no constant of that enum is a ClassCastException in add
    private static void addTo(EnumSet set, DecodeInput in, Nesting nesting) {
        for (int left = in.readCount(1); left > 0; left--) {
            set.add((Enum) nesting.read(in));
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // of the enum that the example is of
    private static EnumSet<?> emptySetOf(Enum<?> example) {
        return EnumSet.noneOf((Class) example.getDeclaringClass());
    }
}
