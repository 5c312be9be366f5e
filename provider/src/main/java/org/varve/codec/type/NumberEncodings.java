package org.varve.codec.type;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.UUID;
import org.varve.codec.CodecException;
import org.varve.codec.DecodeInput;
import org.varve.codec.EncodeBuffer;
import org.varve.codec.Tag;
import org.varve.codec.type.ObjectEncoding.Sharing;

/** Boxed primitives, {@code byte[]}, UUID and numbers without bound. Booleans are nothing but tags, see {@link StandardCodec}. */
final class NumberEncodings {
    /** A number of so many decimal digits fits into a long. */
    private static final int LONG_DIGITS = 18;

    private NumberEncodings() {
    }

    /**
     * BigInteger and BigDecimal have canonical payloads but can be extended, and a subclass that keeps {@code equals} equals
     * its parent although it is encoded otherwise; so they are compared as objects. Arrays are equal to themselves only.
     */
    static void addTo(EncodingTable table) {
        table.<Byte>addCanonical(Tag.BYTE, Byte.class, (n, out) -> out.appendByte(n), DecodeInput::readByte);
        table.<Short>addCanonical(Tag.SHORT, Short.class, (n, out) -> out.appendMinimal(n), NumberEncodings::readShort);
        table.<Character>addCanonical(Tag.CHARACTER, Character.class, (c, out) -> out.appendMinimal(c),
                NumberEncodings::readCharacter);
        table.<Integer>addCanonical(Tag.INTEGER, Integer.class, (n, out) -> out.appendMinimal(n),
                in -> DecodeInput.toInt(in.readMinimal()));
        table.<Long>addCanonical(Tag.LONG, Long.class, (n, out) -> out.appendMinimal(n), DecodeInput::readMinimal);
        // Not the raw bits: all NaNs are equal, and so have to be encoded alike.
        table.<Float>addCanonical(Tag.FLOAT, Float.class, (n, out) -> out.appendInt(Float.floatToIntBits(n)),
                in -> Float.intBitsToFloat(in.readInt()));
        table.<Double>addCanonical(Tag.DOUBLE, Double.class, (n, out) -> out.appendLong(Double.doubleToLongBits(n)),
                in -> Double.longBitsToDouble(in.readLong()));
        table.<UUID>addCanonical(Tag.UUID, UUID.class, NumberEncodings::writeUuid,
                in -> new UUID(in.readLong(), in.readLong()));
        table.<byte[]>addComparable(Tag.BYTE_ARRAY, byte[].class, Sharing.MUTABLE, (b, out) -> out.appendBytes(b, 0, b.length),
                DecodeInput::readRemaining);
        table.<BigInteger>addComparable(Tag.BIG_INTEGER, BigInteger.class, Sharing.VALUE, NumberEncodings::writeBigInteger,
                in -> new BigInteger(in.readRemaining()));
        table.<BigDecimal>addComparable(Tag.BIG_DECIMAL, BigDecimal.class, Sharing.VALUE, NumberEncodings::writeBigDecimal,
                NumberEncodings::readBigDecimal);
    }

    private static Short readShort(DecodeInput in) {
        long value = in.readMinimal();
        if ((short) value != value) {
            throw CodecException.damaged(value + " is not a short");
        }
        return (short) value;
    }

    private static Character readCharacter(DecodeInput in) {
        long value = in.readMinimal();
        if ((char) value != value) {
            throw CodecException.damaged(value + " is not a char");
        }
        return (char) value;
    }

    private static void writeUuid(UUID uuid, EncodeBuffer out) {
        out.appendLong(uuid.getMostSignificantBits());
        out.appendLong(uuid.getLeastSignificantBits());
    }

    private static void writeBigInteger(BigInteger number, EncodeBuffer out) {
        byte[] bytes = number.toByteArray();
        out.appendBytes(bytes, 0, bytes.length);
    }

    private static void writeBigDecimal(BigDecimal number, EncodeBuffer out) {
        out.appendZigzag(number.scale());
        if (number.precision() > LONG_DIGITS) {
            writeBigInteger(number.unscaledValue(), out);
            return;
        }
        // Nearly always. The unscaled value without the BigInteger, and without the array that toByteArray makes.
        long value = number.scaleByPowerOfTen(number.scale()).longValue();
        int bits = Long.SIZE - Long.numberOfLeadingZeros(value ^ value >> 63);
        for (int shift = bits / 8 * 8; shift >= 0; shift -= 8) {
            out.appendByte((int) (value >> shift));
        }
    }

    private static BigDecimal readBigDecimal(DecodeInput in) {
        int scale = in.readZigzagInt();
        int count = in.remaining();
        if (count == 0 || count > Long.BYTES) {
            return new BigDecimal(new BigInteger(in.readRemaining()), scale);
        }
        long value = in.readByte();
        for (int i = 1; i < count; i++) {
            value = value << 8 | in.readByte() & 0xFF;
        }
        return BigDecimal.valueOf(value, scale);
    }
}
