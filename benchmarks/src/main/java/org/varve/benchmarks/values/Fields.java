package org.varve.benchmarks.values;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;

/** Fields as one writes them by hand. Strings have two bytes of length and are Latin-1, which the values here are known to be. */
final class Fields {
    private Fields() {
    }

    static int size(String text) {
        return Short.BYTES + text.length();
    }

    static void write(String text, ByteBuffer out) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        out.putShort((short) bytes.length).put(bytes);
    }

    static String readString(ByteBuffer in) {
        return readString(in, in.getShort());
    }

    static String readString(ByteBuffer in, int length) {
        if (in.hasArray()) {
            int start = in.position();
            in.position(start + length);
            return new String(in.array(), in.arrayOffset() + start, length, StandardCharsets.ISO_8859_1);
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    static int size(BigDecimal number) {
        return 2 + number.unscaledValue().bitLength() / Byte.SIZE + 1;
    }

    static void write(BigDecimal number, ByteBuffer out) {
        byte[] magnitude = number.unscaledValue().toByteArray();
        out.put((byte) number.scale()).put((byte) magnitude.length).put(magnitude);
    }

    static BigDecimal readBigDecimal(ByteBuffer in) {
        int scale = in.get();
        byte[] magnitude = new byte[in.get()];
        in.get(magnitude);
        return new BigDecimal(new BigInteger(magnitude), scale);
    }

    static void write(LocalDate date, ByteBuffer out) {
        out.putInt((int) date.toEpochDay());
    }

    static LocalDate readDate(ByteBuffer in) {
        return LocalDate.ofEpochDay(in.getInt());
    }

    static void write(Instant instant, ByteBuffer out) {
        out.putLong(instant.getEpochSecond()).putInt(instant.getNano());
    }

    static Instant readInstant(ByteBuffer in) {
        return Instant.ofEpochSecond(in.getLong(), in.getInt());
    }
}
