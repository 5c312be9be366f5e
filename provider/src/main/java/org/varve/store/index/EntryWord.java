package org.varve.store.index;

/**
 * The 64 bits of an index slot. Zero is an empty slot.
 *
 * <pre>
 *   63   62        61 ........ L  L-1 ........ 0
 *   link accessed  tag            location          entry: link = 0
 *   1    0         0              chunk address     link to an overflow chunk, in the last slot of a cell or chunk only
 * </pre>
 *
 * <p>L follows from the address space of the store. The tag is the hash from bit {@value #TAG_FROM} on, so it also holds the bits that
 * later splits ask for: a split reads no record. No location is 0, because block 0 belongs to the index.
 *
 * <p>The accessed bit is set by readers, by compare-and-set of the whole word, and only while clear. A writer that moves the word at the
 * same time may lose it; it is a hint.
 */
public final class EntryWord {
    /** Lowest hash bit in the tag; the bits below select among the buckets of the smallest index. */
    static final int TAG_FROM = 4;

    static final long LINK = 1L << 63;
    static final long ACCESSED = 1L << 62;
    private static final int TAG_END = 62;
    private static final int MIN_LOCATION_BITS = 30;

    private final int locationBits;
    private final long locationMask;
    private final long tagMask;

    /** @param addresses number of byte addresses that locations must reach */
    public EntryWord(long addresses) {
        locationBits = Math.max(MIN_LOCATION_BITS, 64 - Long.numberOfLeadingZeros(addresses - 1));
        if (locationBits > 44) {
            throw new IllegalArgumentException("a store of " + addresses + " bytes is larger than an index can address (16 TiB)");
        }
        locationMask = (1L << locationBits) - 1;
        tagMask = (1L << TAG_END) - 1 & ~locationMask;
    }

    /** The tag bits of a hash, in place. */
    public long tag(long hash) {
        return hash >>> TAG_FROM << locationBits & tagMask;
    }

    long tagMask() {
        return tagMask;
    }

    /** An entry with a clear accessed bit. */
    public static long of(long tag, long location) {
        return tag | location;
    }

    public long location(long word) {
        return word & locationMask;
    }

    /** The word naming another location, accessed bit kept. */
    public long at(long word, long location) {
        return word & ~locationMask | location;
    }

    public static boolean isAccessed(long word) {
        return (word & ACCESSED) != 0;
    }

    public static long withAccess(long word) {
        return word | ACCESSED;
    }

    public static long withoutAccess(long word) {
        return word & ~ACCESSED;
    }

    /** True if the slot holds an entry, not a link and not nothing. */
    public static boolean isEntry(long word) {
        return word > 0;
    }

    /** Bit {@code bit} of the hash that the word's tag was made from. */
    long hashBit(long word, int bit) {
        return word >>> locationBits + bit - TAG_FROM & 1;
    }

    /** The bits of the hash that the word's tag was made from, in place; those that are not in the tag are 0. */
    long hashBits(long word) {
        return (word & tagMask) >>> locationBits << TAG_FROM;
    }

    /**
     * The deepest level at which the tag still holds the bit that a split asks for: an index has at most {@code 2^(66 - L)} buckets. From 64 GiB on
     * that may be less than memory has room for (2^28 buckets at 256 GiB, 2^26 at 1 TiB): chains take what comes on top.
     */
    int maxLevel() {
        return TAG_FROM + TAG_END - locationBits - 1;
    }
}
