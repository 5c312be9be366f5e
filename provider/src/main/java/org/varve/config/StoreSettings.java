package org.varve.config;

import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.varve.store.StoreOptions;

/**
 * What the store of one cache manager is opened with.
 *
 * <p>The capacity is taken from the manager's property {@value #CAPACITY}, else from the system property of the same name,
 * else it is an eighth of the memory that the container or machine gives, at least 32 MiB and at most 1 GiB. It is written
 * as bytes ({@code 268435456}), with a unit ({@code 256MiB}, {@code 512m}, {@code 1g}; all powers of 1024) or as a
 * percentage of the container's or machine's memory ({@code 25%}).
 *
 * @param capacity budget in bytes for everything that the manager's caches keep off-heap
 * @param origin   where the figure comes from, in words
 */
public record StoreSettings(long capacity, String origin) {
    /** Property that sets the capacity. */
    public static final String CAPACITY = "varve.store.capacity";

    /** Largest budget: 1 TiB. */
    public static final long MAX_CAPACITY = 1L << 40;

    private static final String PREFIX = "varve.";
    /** The second one is a system property, which is here when somebody hands all of those over. */
    private static final Set<String> KNOWN = Set.of(CAPACITY, "varve.memory");

    static final long MIN_DEFAULT = 32L << 20;
    static final long MAX_DEFAULT = 1L << 30;
    private static final long DEFAULT_FRACTION = 8;

    private static final Pattern PERCENTAGE = Pattern.compile("(\\d{1,3})\\s*%");

    /**
     * Reads the settings; opens nothing.
     *
     * @param properties the cache manager's properties
     * @throws IllegalArgumentException if a value is not understood or out of bounds; the message names the property, what
     *                                  was found and what is allowed
     */
    public static StoreSettings of(Properties properties) {
        refuseUnknown(properties);
        // Frameworks put numbers into properties, which getProperty does not see.
        Object number = properties.get(CAPACITY);
        String given = number != null ? number.toString() : properties.getProperty(CAPACITY);
        return of(given, System.getProperty(CAPACITY), MachineMemory.detect());
    }

    /** A misspelt name would otherwise go unnoticed. What others put among the properties is not ours to judge. */
    private static void refuseUnknown(Properties properties) {
        for (Object key : properties.keySet()) {
            String name = key.toString();
            if (name.startsWith(PREFIX) && !KNOWN.contains(name)) {
                throw new IllegalArgumentException("manager property " + name + " is unknown; known is " + CAPACITY);
            }
        }
    }

    static StoreSettings of(String managerProperty, String systemProperty, MachineMemory memory) {
        if (managerProperty != null) {
            return parse("manager property " + CAPACITY, managerProperty, memory);
        }
        if (systemProperty != null) {
            return parse("system property " + CAPACITY, systemProperty, memory);
        }
        long capacity = Math.max(MIN_DEFAULT, Math.min(MAX_DEFAULT, memory.bytes() / DEFAULT_FRACTION));
        return new StoreSettings(capacity, "default: an eighth of " + memory.source() + " ("
                + ByteSize.format(memory.bytes()) + "), at least " + ByteSize.format(MIN_DEFAULT) + ", at most "
                + ByteSize.format(MAX_DEFAULT));
    }

    private static StoreSettings parse(String source, String found, MachineMemory memory) {
        long capacity;
        Matcher percentage = PERCENTAGE.matcher(found.strip());
        if (percentage.matches()) {
            int percent = Integer.parseInt(percentage.group(1));
            if (percent < 1 || percent > 100) {
                throw rejected(source, found, null);
            }
            capacity = memory.bytes() / 100 * percent;
        } else {
            try {
                capacity = ByteSize.parse(found);
            } catch (IllegalArgumentException e) {
                throw rejected(source, found, e);
            }
        }
        if (capacity < StoreOptions.MIN_CAPACITY || capacity > MAX_CAPACITY) {
            throw rejected(source, found + "' = '" + ByteSize.format(capacity), null);
        }
        return new StoreSettings(capacity, source + "=" + found.strip());
    }

    private static IllegalArgumentException rejected(String source, String found, Throwable cause) {
        return new IllegalArgumentException(source + ": found '" + found + "'; allowed is " + ByteSize.SYNTAX
                + ", or a percentage of the machine's memory from 1% to 100%; the result must lie between "
                + ByteSize.format(StoreOptions.MIN_CAPACITY) + " and " + ByteSize.format(MAX_CAPACITY), cause);
    }

    /** The capacity for people, for example {@code 256 MiB}. */
    public String describeCapacity() {
        return ByteSize.format(capacity);
    }
}
