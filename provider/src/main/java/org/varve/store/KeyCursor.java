package org.varve.store;

import java.util.ArrayList;
import java.util.List;
import org.varve.store.index.IndexWalk;
import org.varve.store.log.RecordLayout;
import org.varve.store.log.Records;

/** See {@link Keyspace#keys()}. For one thread. */
public final class KeyCursor {
    /** A copied key. */
    private record Found(byte[] bytes, boolean canonical, int keyHashCode) {
    }

    private final StoreParts parts;
    private final CurrentIndex current;
    private final IndexWalk walk;
    private final Collector collector;
    private int at;
    private Found last;

    KeyCursor(StoreParts parts, CurrentIndex current) {
        this.parts = parts;
        this.current = current;
        this.walk = current.get().walk();
        this.collector = new Collector(parts);
    }

    /** A fresh array with the next key's encoding, null at the end. */
    public byte[] next() {
        while (at == collector.found.size()) {
            if (!advance()) {
                last = null;
                return null;
            }
        }
        last = collector.found.get(at++);
        return last.bytes;
    }

    private boolean advance() {
        current.checkOpen();
        at = 0;
        // It reads only; but pinned it cannot lose its memory, and a pin is cheap beside a bucket's keys.
        return parts.guard().write(() -> {
            boolean more = walk.next(collector);
            if (!more) {
                collector.begin();
            }
            return more;
        });
    }

    /** The hash code that was given for the last key, where it was put with {@link StoreKey#setComparable}; else 0. */
    public int hashCodeOfKey() {
        return last.keyHashCode;
    }

    /** True if the last key was put with {@link StoreKey#setCanonical}. */
    public boolean isCanonical() {
        return last.canonical;
    }

    /** Copies keys; keeps those of a bucket only once the bucket is known to have been at rest. */
    private static final class Collector implements IndexWalk.Reader {
        private static final int CHECK_FIRST = 4096;

        private final StoreParts parts;
        private final List<Found> found = new ArrayList<>();
        private int accepted;

        Collector(StoreParts parts) {
            this.parts = parts;
        }

        @Override
        public void begin() {
            found.clear();
            accepted = 0;
        }

        @Override
        public boolean isLong(long word) {
            long shape = parts.records().shape(parts.words().location(word));
            return shape != RecordLayout.RUBBISH && RecordLayout.keyLength(shape) > CHECK_FIRST;
        }

        @Override
        public boolean read(long word) {
            Records records = parts.records();
            long location = parts.words().location(word);
            long shape = records.shape(location);
            if (shape == RecordLayout.RUBBISH) {
                return false;
            }
            boolean canonical = !records.hasHashCode(location);
            byte[] key = new byte[RecordLayout.keyLength(shape)];
            if (!records.copy(location, RecordLayout.headerLength(shape), key, 0, key.length)) {
                return false;
            }
            found.add(new Found(key, canonical, canonical ? 0 : records.hashCode(location, shape)));
            return true;
        }

        @Override
        public void accept(boolean consistent) {
            if (consistent) {
                accepted = found.size();
            } else {
                found.subList(accepted, found.size()).clear();
            }
        }
    }
}
