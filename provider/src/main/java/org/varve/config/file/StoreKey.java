package org.varve.config.file;

import java.util.Arrays;
import java.util.List;
import org.varve.config.ByteSize;
import org.varve.config.MemoryAmount;
import org.varve.config.StoreSettings;

/** What can be said of a store; each key reads its own value. */
enum StoreKey {
    CAPACITY("capacity") {
        @Override
        void read(Section section, StoreSettings.Builder into) {
            section.readUnless(AUTO, key(), MemoryAmount.SYNTAX, MemoryAmount::parse, into::capacity);
        }
    },
    MAX_CAPACITY("max-capacity") {
        @Override
        void read(Section section, StoreSettings.Builder into) {
            section.readUnless(AUTO, key(), MemoryAmount.SYNTAX, MemoryAmount::parse, into::maxCapacity);
        }
    },
    BLOCK_SIZE("block-size") {
        @Override
        void read(Section section, StoreSettings.Builder into) {
            section.readUnless(AUTO, key(), "a power of two from 4 KiB to 64 KiB: " + ByteSize.SYNTAX, StoreKey::size, into::blockSize);
        }
    },
    SEGMENT_SIZE("segment-size") {
        @Override
        void read(Section section, StoreSettings.Builder into) {
            section.readUnless(AUTO, key(), "a multiple of the block size: " + ByteSize.SYNTAX, StoreKey::size, into::segmentSize);
        }
    },
    RECLAIM_THREADS("reclaim-threads") {
        @Override
        void read(Section section, StoreSettings.Builder into) {
            section.read(key(), "1 to 64", Integer::parseInt, into::reclaimThreads);
        }
    },
    EVICTION_EXPONENT("eviction-exponent") {
        @Override
        void read(Section section, StoreSettings.Builder into) {
            section.read(key(), "0 to 2", Double::parseDouble, into::evictionExponent);
        }
    };

    private static final String AUTO = "auto";

    private final String key;

    StoreKey(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }

    static List<String> keys() {
        return Arrays.stream(values()).map(StoreKey::key).toList();
    }

    /** Reads the section's value of this key, if there is one. */
    abstract void read(Section section, StoreSettings.Builder into);

    /** Reads a store. */
    static StoreSettings readAll(Node node, String path) {
        Section section = new Section(node, path, keys());
        StoreSettings.Builder builder = StoreSettings.builder();
        for (StoreKey key : values()) {
            key.read(section, builder);
            if (section.has(key.key)) {
                builder.origin(key.key, section.where(key.key));
            }
        }
        return builder.build();
    }

    private static int size(String text) {
        long bytes = ByteSize.parse(text);
        if (bytes < 1 || bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("out of bounds");
        }
        return (int) bytes;
    }
}
