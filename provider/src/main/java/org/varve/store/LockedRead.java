package org.varve.store;

import org.varve.store.index.Index;
import org.varve.store.log.RecordLayout;
import org.varve.store.log.Records;

/**
 * The read of last resort, for a bucket that changes all the time. Two looks under its lock: the first says how long the value is, so that nothing is allocated
 * under the lock. A small value is copied in the second. A larger one is copied between them: the copy is good if the key's entry then still names the
 * same location in the same life of its segment, since such a record's value does not change.
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
            if (into == null) {
                return presence(first.expireAt);
            }
            byte[] target = into.prepare(RecordLayout.valueLength(first.shape));
            boolean small = Records.mayUpdate(first.shape);
            boolean copied = !small && copy(first, target);
            second.wantedShape = first.shape;
            second.target = small ? target : null;
            look(key, hash, second);
            if (second.match == KeyMatch.SAME && (small ? second.copied : copied && second.location == first.location && second.sequence == first.sequence)) {
                into.setExpireAt(second.expireAt);
                return presence(second.expireAt);
            }
        }
    }

    private Presence presence(long expireAt) {
        return expireAt != Expiry.ETERNAL && parts.time().millis() >= expireAt ? Presence.EXPIRED : Presence.LIVE;
    }

    private boolean copy(Look look, byte[] target) {
        long skip = (long) RecordLayout.headerLength(look.shape) + RecordLayout.keyLength(look.shape);
        return records.copy(look.location, skip, target, 0, RecordLayout.valueLength(look.shape));
    }

    /** What was seen under the lock. */
    private static final class Look {
        private int match;
        private long location;
        private long shape;
        private long expireAt;
        private long sequence;
        /** Where to copy the value to if the record has the wanted shape; null for nowhere. */
        private byte[] target;
        private long wantedShape;
        private boolean copied;
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
        look.copied = false;
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
                look.copied = match == KeyMatch.SAME && look.target != null && shape == look.wantedShape && copy(look, look.target);
            }
        }
        index.unlock(cell);
    }
}
