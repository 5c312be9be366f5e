package org.varve.config;

import java.io.Serializable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of memory: bytes, or a percentage of what the container or machine has.
 *
 * @param bytes   number of bytes; 0 where it is a percentage
 * @param percent 1 to 100; 0 where it is a number of bytes
 */
public record MemoryAmount(long bytes, int percent) implements Serializable {
    /** What {@link #parse} takes, in words. */
    public static final String SYNTAX = ByteSize.SYNTAX + ", or a percentage of the machine's memory from 1% to 100%";

    private static final Pattern PERCENTAGE = Pattern.compile("(\\d{1,3})\\s*%");

    /** Checks the bounds. */
    public MemoryAmount {
        if (bytes < 0 || percent < 0 || percent > 100 || bytes > 0 && percent > 0) {
            throw new IllegalArgumentException("an amount of memory of " + bytes + " bytes or " + percent
                    + "%; allowed is one of both, bytes from 0 on or 1% to 100%");
        }
    }

    /** So many bytes. */
    public static MemoryAmount ofBytes(long bytes) {
        return new MemoryAmount(bytes, 0);
    }

    /**
     * Reads {@code 268435456}, {@code 256MiB} (all units are powers of 1024) or {@code 25%}.
     *
     * @throws IllegalArgumentException if the text is none of these
     */
    public static MemoryAmount parse(String text) {
        Matcher percentage = PERCENTAGE.matcher(text.strip());
        if (!percentage.matches()) {
            return ofBytes(ByteSize.parse(text));
        }
        int percent = Integer.parseInt(percentage.group(1));
        if (percent < 1 || percent > 100) {
            throw new IllegalArgumentException("a percentage of " + percent);
        }
        return new MemoryAmount(0, percent);
    }

    /** The amount in bytes where so much memory is to be had. */
    public long in(MachineMemory memory) {
        return percent == 0 ? bytes : memory.bytes() / 100 * percent;
    }

    @Override
    public String toString() {
        return percent == 0 ? ByteSize.format(bytes) : percent + "%";
    }
}
