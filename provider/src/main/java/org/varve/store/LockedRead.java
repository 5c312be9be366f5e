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
    private final EntrySearch search;

    LockedRead(StoreParts parts, CurrentIndex current) {
        this.parts = parts;
        this.current = current;
        this.records = parts.records();
        this.search = new EntrySearch(parts);
    }

    /** Null if somebody has to judge keys first. */
    Presence get(StoreKey key, long hash, ValueBuffer into) {
        Look first = new Look();
        Look second = new Look();
        while (true) {
            look(key, hash, first);
            if (first.place.match() != KeyMatch.SAME) {
                return first.place.match() == KeyMatch.UNKNOWN ? null : Presence.ABSENT;
            }
            if (into == null) {
                return presence(first.expireAt);
            }
            long shape = first.place.shape();
            byte[] target = into.prepare(RecordLayout.valueLength(shape));
            boolean small = Records.mayUpdate(shape);
            boolean copied = !small && copy(first.place, target);
            second.wantedShape = shape;
            second.target = small ? target : null;
            look(key, hash, second);
            if (second.place.match() == KeyMatch.SAME && (small ? second.copied : copied && isSameRecord(first, second))) {
                into.setExpireAt(second.expireAt);
                return presence(second.expireAt);
            }
        }
    }

    private static boolean isSameRecord(Look first, Look second) {
        return second.place.location() == first.place.location() && second.sequence == first.sequence;
    }

    private Presence presence(long expireAt) {
        return expireAt != Expiry.ETERNAL && parts.time().millis() >= expireAt ? Presence.EXPIRED : Presence.LIVE;
    }

    private boolean copy(EntryPlace place, byte[] target) {
        return records.copy(place.location(), RecordLayout.valueOffset(place.shape()), target, 0, RecordLayout.valueLength(place.shape()));
    }

    /** What was seen under the lock. */
    private static final class Look {
        private final EntryPlace place = new EntryPlace();
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
        EntryPlace place = look.place;
        search.find(index, cell, key, place);
        look.copied = false;
        if (place.match() == KeyMatch.SAME) {
            look.expireAt = records.expireAt(place.location(), place.shape(), Expiry.ETERNAL);
            look.sequence = parts.segments().sequence(parts.segments().slotOf(place.location()));
            look.copied = look.target != null && place.shape() == look.wantedShape && copy(place, look.target);
        }
        index.unlock(cell);
    }
}
