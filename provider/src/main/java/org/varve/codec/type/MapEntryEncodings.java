package org.varve.codec.type;

import java.util.AbstractMap.SimpleEntry;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.Map;
import org.varve.codec.EncodeBuffer;
import org.varve.codec.Tag;
import org.varve.codec.type.ObjectEncoding.Sharing;

/** Single entries: key and value. Those of {@code Map.entry} are not Serializable, but values like any other. */
final class MapEntryEncodings {
    private MapEntryEncodings() {
    }

    static void addTo(EncodingTable table) {
        table.add(SimpleEntry.class, new ContainerEncoding<Map.Entry<?, ?>>(Tag.SIMPLE_ENTRY, SimpleEntry.class, entry -> Sharing.MUTABLE,
                MapEntryEncodings::write, (in, nesting) -> new SimpleEntry<>(nesting.read(in), nesting.read(in))));
        table.add(SimpleImmutableEntry.class, new ContainerEncoding<Map.Entry<?, ?>>(Tag.SIMPLE_IMMUTABLE_ENTRY, SimpleImmutableEntry.class,
                entry -> Sharing.IMMUTABLE, MapEntryEncodings::write,
                (in, nesting) -> new SimpleImmutableEntry<>(nesting.read(in), nesting.read(in))));
        table.add(Map.entry(1, 1).getClass(), new ContainerEncoding<Map.Entry<?, ?>>(Tag.MAP_ENTRY, Map.Entry.class,
                entry -> Sharing.IMMUTABLE, MapEntryEncodings::write, (in, nesting) -> Map.entry(nesting.read(in), nesting.read(in))));
    }

    private static boolean write(Map.Entry<?, ?> entry, EncodeBuffer out, Nesting nesting) {
        return nesting.write(entry.getKey(), out) && nesting.write(entry.getValue(), out);
    }
}
