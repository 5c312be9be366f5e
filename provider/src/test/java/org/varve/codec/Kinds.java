package org.varve.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Generators for every type with an encoding of its own. Numbers are spread over magnitudes, so that short forms meet often. */
final class Kinds {
    enum Plain { ONE, TWO, Größe }

    enum WithBodies {
        FIRST {
            @Override
            int answer() {
                return 1;
            }
        },
        SECOND {
            @Override
            int answer() {
                return 2;
            }
        };

        abstract int answer();
    }

    private Kinds() {
    }

    static List<Kind> all() {
        List<Kind> kinds = new ArrayList<>(basic());
        kinds.addAll(TimeKinds.all());
        kinds.addAll(dates());
        return kinds;
    }

    private static List<Kind> basic() {
        return List.of(
                new Kind("String", StringKinds.EDGES, StringKinds::next),
                new Kind("Boolean", List.of(true, false), Random::nextBoolean),
                new Kind("Byte", List.of((byte) 0, Byte.MIN_VALUE, Byte.MAX_VALUE), r -> (byte) r.nextInt()),
                new Kind("Short", List.of((short) 0, (short) -1, Short.MIN_VALUE, Short.MAX_VALUE), r -> (short) anyLong(r)),
                new Kind("Character", List.of('\0', 'a', '\u00FF', '\u8000', '\uD800', '\uFFFF'), r -> (char) anyLong(r)),
                new Kind("Integer", List.of(0, -1, 127, 128, -128, -129, Integer.MIN_VALUE, Integer.MAX_VALUE),
                        r -> (int) anyLong(r)),
                new Kind("Long", List.of(0L, -1L, 127L, 128L, -128L, -129L, Long.MIN_VALUE, Long.MAX_VALUE), Kinds::anyLong),
                new Kind("Float", List.of(0f, -0f, Float.NaN, Float.intBitsToFloat(0x7FC00001), Float.MIN_VALUE,
                        Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY), r -> Float.intBitsToFloat(r.nextInt())),
                new Kind("Double", List.of(0d, -0d, Double.NaN, Double.longBitsToDouble(0x7FF8000000000001L), Double.MIN_VALUE,
                        Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY), r -> Double.longBitsToDouble(r.nextLong())),
                new Kind("byte[]", List.of(new byte[0], new byte[] {0}, new byte[100_000]), Kinds::anyBytes),
                new Kind("UUID", List.of(new UUID(0, 0), new UUID(-1, -1)), r -> new UUID(r.nextLong(), r.nextLong())),
                new Kind("enum", List.of(Plain.Größe, WithBodies.FIRST, TimeUnit.DAYS),
                        r -> r.nextBoolean() ? any(r, Plain.values()) : any(r, WithBodies.values())),
                new Kind("BigInteger", List.of(BigInteger.ZERO, BigInteger.ONE, BigInteger.ONE.negate(),
                        BigInteger.valueOf(Long.MIN_VALUE), BigInteger.valueOf(Long.MAX_VALUE), BigInteger.TWO.pow(63),
                        BigInteger.TWO.pow(5000)), r -> new BigInteger(r.nextInt(300), r).subtract(BigInteger.TEN)),
                new Kind("BigDecimal", List.of(BigDecimal.ZERO, new BigDecimal("0.00"), new BigDecimal("1E+5"),
                        BigDecimal.valueOf(Long.MIN_VALUE, 3), BigDecimal.valueOf(Long.MAX_VALUE, -3),
                        new BigDecimal(BigInteger.TWO.pow(63), 0), new BigDecimal(BigInteger.ONE, Integer.MIN_VALUE),
                        new BigDecimal(BigInteger.ONE, Integer.MAX_VALUE), new BigDecimal("-128.00")),
                        r -> new BigDecimal(new BigInteger(r.nextInt(140), r).subtract(BigInteger.TEN), r.nextInt(40) - 20)));
    }

    private static List<Kind> dates() {
        List<Long> edges = List.of(0L, -1L, 999L, -999L, 1_000L, Long.MIN_VALUE, Long.MAX_VALUE);
        return List.of(
                new Kind("Date", edges.stream().map(Date::new).toList(), r -> new Date(anyLong(r))),
                new Kind("sql.Date", edges.stream().map(java.sql.Date::new).toList(), r -> new java.sql.Date(anyLong(r))),
                new Kind("sql.Time", edges.stream().map(java.sql.Time::new).toList(), r -> new java.sql.Time(anyLong(r))),
                new Kind("sql.Timestamp", edges.stream().map(java.sql.Timestamp::new).toList(), r -> {
                    java.sql.Timestamp timestamp = new java.sql.Timestamp(anyLong(r));
                    timestamp.setNanos(TimeKinds.anyNanos(r));
                    return timestamp;
                }));
    }

    static long anyLong(Random random) {
        return random.nextLong() >> random.nextInt(Long.SIZE);
    }

    static <T> T any(Random random, T[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static byte[] anyBytes(Random random) {
        byte[] bytes = new byte[random.nextInt(600)];
        random.nextBytes(bytes);
        return bytes;
    }
}
