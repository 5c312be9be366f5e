package org.varve.store;

import org.varve.store.index.Index;
import org.varve.store.log.RecordLayout;
import org.varve.store.log.Records;

/**
 * The read of last resort, for a bucket that changes all the time: the bucket is locked to look, not to copy. The copy is good if afterwards the
 * key's entry still names the same location in the same life of its segment, since the record itself does not change.
 */
final class LockedRead {
    private final StoreParts parts;
    private final CurrentIndex current;
    private final Records records;

    LockedRead(StoreParts parts, CurrentIndex current) {
        this.parts = parts;
        this.current = current;
        this.records = parts.records();
    }

    /** Null if somebody has to judge keys first. */
    Presence get(StoreKey key, long hash, ValueBuffer into) {
        Look first = new Look();
        Look second = new Look();
        while (true) {
            look(key, hash, first);
            if (first.match != KeyMatch.SAME) {
                return first.match == KeyMatch.UNKNOWN ? null : Presence.ABSENT;
            }
            if (into != null) {
                int length = RecordLayout.valueLength(first.shape);
                long skip = (long) RecordLayout.headerLength(first.shape) + RecordLayout.keyLength(first.shape);
                boolean copied = records.copy(first.location, skip, into.prepare(length), 0, length);
                into.setExpireAt(first.expireAt);
                look(key, hash, second);
                if (!copied || second.match != KeyMatch.SAME || second.location != first.location || second.sequence != first.sequence) {
                    continue;
                }
            }
            boolean expired = first.expireAt != Expiry.ETERNAL && parts.time().millis() >= first.expireAt;
            return expired ? Presence.EXPIRED : Presence.LIVE;
        }
    }

    /** What was seen under the lock. */
    private static final class Look {
        private int match;
        private long location;
        private long shape;
        private long expireAt;
        private long sequence;
    }

    private void look(StoreKey key, long hash, Look look) {
        StackReserve.check();
        Index index;
        long cell;
        do {
            index = current.get();
            cell = index.lock(hash);
            if (cell == 0) {
                current.checkOpen();
            }
        } while (cell == 0);
        look.match = KeyMatch.DIFFERENT;
        long tag = parts.words().tag(hash);
        for (long at = index.findFirst(cell, tag); at != 0 && look.match != KeyMatch.SAME; at = index.findNext(at, tag)) {
            long location = parts.words().location(index.word(at));
            long shape = records.shape(location);
            int match = KeyMatch.compare(records, location, shape, key);
            if (match != KeyMatch.DIFFERENT) {
                look.match = match;
                look.location = location;
                look.shape = shape;
                look.expireAt = records.expireAt(location, shape, Expiry.ETERNAL);
                look.sequence = parts.segments().sequence(parts.segments().slotOf(location));
            }
        }
        index.unlock(cell);
    }
}
