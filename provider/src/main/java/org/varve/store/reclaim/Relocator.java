package org.varve.store.reclaim;

import org.varve.store.index.BucketStamp;
import org.varve.store.index.CacheAccount;
import org.varve.store.index.EntryWord;
import org.varve.store.index.Index;
import org.varve.store.log.Head;
import org.varve.store.log.LiveBytes;
import org.varve.store.log.RecordLayout;
import org.varve.store.log.Records;
import org.varve.store.segment.SegmentTable;

/**
 * Moves or drops one record of a victim, as what the index says at that moment allows. Used by one thread at a time.
 *
 * <p>The copy is made without the bucket's lock, published under it, and only if the entry still names the old location. The expiry time is copied
 * once more under the lock, so that a touch in between is not lost; and all of the record if the bucket has changed, so that an update of its value is not.
 */
final class Relocator {
    /** Why a record is dropped. */
    enum Reason {
        /** Its cache was cleared: nobody could find it any more. */
        CLEARED,
        EXPIRED,
        EVICTED
    }

    /** Notes of one expired record. */
    private static final int MAX_TRIES = 8;

    private final EntryWord words;
    private final Records records;
    private final LiveBytes liveBytes;
    private final Tally tally;
    /** What the bucket was before something of the record was copied. */
    private final BucketStamp stamp = new BucketStamp();

    Relocator(EntryWord words, Records records, LiveBytes liveBytes, Tally tally) {
        this.words = words;
        this.records = records;
        this.liveBytes = liveBytes;
        this.tally = tally;
    }

    /**
     * Moves the record.
     *
     * @param keepAccess whether the entry stays marked as used
     * @param now        wall clock, milliseconds
     * @return false if there is no room for it; true if it was moved or turned out to be dead
     */
    boolean move(Index index, long hash, long location, long shape, Head to, boolean keepAccess, long now) {
        long size = RecordLayout.size(shape);
        to.lock();
        try {
            long target = to.prepare(size, records.expireAt(location, shape, SegmentTable.ETERNAL), now);
            if (target == 0) {
                return false;
            }
            boolean published = false;
            try {
                stamp.take(index, hash);
                records.relocate(location, target, size);
                published = publish(index, hash, location, target, shape, keepAccess);
            } finally {
                to.finish(published);
            }
            return true;
        } finally {
            to.unlock();
        }
    }

    private boolean publish(Index index, long hash, long from, long to, long shape, boolean keepAccess) {
        long cell = index.lockForReclaim(hash);
        if (cell == 0) {
            return false;
        }
        long at = index.findLocation(cell, words.tag(hash), from);
        if (at == 0) {
            index.unlock(cell);
            return false;
        }
        long size = RecordLayout.size(shape);
        if (Records.mayUpdate(shape) && !stamp.isUnchanged(index, cell)) {
            records.relocate(from, to, size);
        }
        long expireAt = records.expireAt(from, shape, SegmentTable.ETERNAL);
        if (records.hasExpiry(from)) {
            records.setExpireAt(to, shape, expireAt);
        }
        liveBytes.raise(to, size, expireAt, index.account().byteAccount());
        long word = words.at(index.word(at), to);
        index.replace(at, keepAccess ? word : EntryWord.withoutAccess(word));
        liveBytes.lowerUnmarked(from, size, expireAt);
        index.unlock(cell);
        return true;
    }

    /**
     * Takes the record out of its index, if it is still there.
     *
     * @param now a record that should go because it has expired stays if a touch has given it more time: that is certain only under the bucket's lock
     * @return false if the record is there and stays
     */
    boolean drop(Index index, long hash, long location, long shape, Reason reason, long now) {
        CacheAccount.ExpiredListener listener = reason == Reason.EXPIRED ? index.account().listener() : null;
        Taken taken = listener == null ? take(index, hash, location, shape, reason, now, null) : tellAndTake(listener, index, hash, location, shape, now);
        if (taken == Taken.HERE) {
            tally.dropped(index, RecordLayout.size(shape), reason == Reason.EVICTED, reason == Reason.EXPIRED);
        }
        return taken == Taken.HERE || taken == Taken.ELSEWHERE;
    }

    /**
     * Tells before the record goes, so that whoever misses it then can find out why. If the value is updated in between, by a writer for whom the record has not expired yet, the note is void and another is
     * made.
     */
    private Taken tellAndTake(CacheAccount.ExpiredListener listener, Index index, long hash, long location, long shape, long now) {
        byte[] key = copy(location, RecordLayout.headerLength(shape), RecordLayout.keyLength(shape));
        boolean canonical = !records.hasHashCode(location);
        int hashCode = canonical ? 0 : records.hashCode(location, shape);
        Taken taken = Taken.UPDATED;
        for (int tries = 0; taken == Taken.UPDATED && tries < MAX_TRIES; tries++) {
            byte[] value = copy(location, RecordLayout.valueOffset(shape), RecordLayout.valueLength(shape));
            CacheAccount.Drop told = listener.expiring(key, canonical, hashCode, value);
            taken = Taken.STAYS;
            try {
                taken = take(index, hash, location, shape, Reason.EXPIRED, now, value);
            } finally {
                if (told != null) {
                    told.done(taken == Taken.HERE);
                }
            }
        }
        return taken;
    }

    /** What became of a record that was to be dropped. */
    private enum Taken {
        HERE,
        /** By somebody else, before. */
        ELSEWHERE,
        STAYS,
        /** It stays, since it has another value than was told. */
        UPDATED
    }

    /** @param told the value that somebody was told of; null if nobody was */
    private Taken take(Index index, long hash, long location, long shape, Reason reason, long now, byte[] told) {
        long cell = index.lockForReclaim(hash);
        if (cell == 0) {
            return Taken.ELSEWHERE;
        }
        long at = index.findLocation(cell, words.tag(hash), location);
        long expireAt = records.expireAt(location, shape, SegmentTable.ETERNAL);
        Taken taken = at == 0 ? Taken.ELSEWHERE : reason == Reason.EXPIRED && expireAt > now ? Taken.STAYS : Taken.HERE;
        if (taken == Taken.HERE && told != null && Records.mayUpdate(shape) && !records.hasValue(location, shape, told)) {
            taken = Taken.UPDATED;
        }
        if (taken != Taken.HERE) {
            index.unlock(cell);
            return taken;
        }
        long size = RecordLayout.size(shape);
        long chunk = index.remove(cell, at);
        liveBytes.lowerUnmarked(location, size, expireAt);
        index.unlock(cell);
        index.giveChunk(chunk);
        return Taken.HERE;
    }

    /** Forgets that the record was used, so that it has to earn its place again. */
    void forgetAccess(Index index, long hash, long location) {
        long cell = index.lockForReclaim(hash);
        if (cell == 0) {
            return;
        }
        long at = index.findLocation(cell, words.tag(hash), location);
        if (at != 0) {
            index.replace(at, EntryWord.withoutAccess(index.word(at)));
        }
        index.unlock(cell);
    }

    private byte[] copy(long location, long skip, int length) {
        byte[] bytes = new byte[length];
        if (!records.copy(location, skip, bytes, 0, length)) {
            throw new IllegalStateException("the record at " + location + " leaves its segment");
        }
        return bytes;
    }
}
