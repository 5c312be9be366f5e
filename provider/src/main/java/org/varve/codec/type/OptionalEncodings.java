package org.varve.codec.type;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.varve.codec.DecodeInput;
import org.varve.codec.EncodeBuffer;
import org.varve.codec.Tag;
import org.varve.codec.type.ObjectEncoding.Sharing;

/** Optional values; those of primitives are canonical. They are not Serializable, but values like any other. */
final class OptionalEncodings {
    private OptionalEncodings() {
    }

    static void addTo(EncodingTable table) {
        // One child cannot become many, so an Optional itself needs no note.
        table.add(Optional.class, new ContainerEncoding<Optional<?>>(Tag.OPTIONAL, Optional.class, optional -> Sharing.VALUE,
                OptionalEncodings::write, OptionalEncodings::read));
        table.<OptionalInt>addCanonical(Tag.OPTIONAL_INT, OptionalInt.class, (o, out) -> {
            if (o.isPresent()) {
                out.appendZigzag(o.getAsInt());
            }
        }, in -> in.remaining() == 0 ? OptionalInt.empty() : OptionalInt.of(in.readZigzagInt()));
        table.<OptionalLong>addCanonical(Tag.OPTIONAL_LONG, OptionalLong.class, (o, out) -> {
            if (o.isPresent()) {
                out.appendZigzag(o.getAsLong());
            }
        }, in -> in.remaining() == 0 ? OptionalLong.empty() : OptionalLong.of(in.readZigzag()));
        table.<OptionalDouble>addCanonical(Tag.OPTIONAL_DOUBLE, OptionalDouble.class, (o, out) -> {
            if (o.isPresent()) {
                out.appendLong(Double.doubleToLongBits(o.getAsDouble()));
            }
        }, in -> in.remaining() == 0 ? OptionalDouble.empty() : OptionalDouble.of(Double.longBitsToDouble(in.readLong())));
    }

    private static boolean write(Optional<?> optional, EncodeBuffer out, Nesting nesting) {
        return optional.isEmpty() || nesting.write(optional.get(), out);
    }

    private static Optional<?> read(DecodeInput in, Nesting nesting) {
        return in.remaining() == 0 ? Optional.empty() : Optional.of(nesting.read(in));
    }
}
