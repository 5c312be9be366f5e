package org.varve.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and prints amounts of memory as people write them; every unit is a power of 1024. */
public final class ByteSize {
    /** What {@link #parse} takes, in words. */
    public static final String SYNTAX =
            "a whole number of bytes, or one followed by k, m, g or t (also KiB, MiB, GiB, TiB, KB, MB, GB, TB)";

    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,19})\\s*([kmgt]?)(?:i?b)?");
    private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB"};

    private ByteSize() {
    }

    /**
     * Bytes of an amount such as {@code 512MiB}.
     *
     * @throws IllegalArgumentException if the text is not an amount or does not fit in a long
     */
    public static long parse(String text) {
        Matcher matcher = AMOUNT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not an amount of memory: '" + text + "'");
        }
        int power = matcher.group(2).isEmpty() ? 0 : "kmgt".indexOf(matcher.group(2)) + 1;
        try {
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << (10 * power));
        } catch (NumberFormatException | ArithmeticException e) {
            throw new IllegalArgumentException("too large: '" + text + "'", e);
        }
    }

    /** The amount in the largest unit that divides it, so that nothing is rounded away. */
    public static String format(long bytes) {
        int unit = 0;
        long amount = bytes;
        while (amount != 0 && amount % 1024 == 0 && unit < UNITS.length - 1) {
            amount /= 1024;
            unit++;
        }
        return amount + " " + UNITS[unit];
    }
}
