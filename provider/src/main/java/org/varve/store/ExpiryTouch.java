package org.varve.store;

import org.varve.store.index.BucketStamp;
import org.varve.store.index.EntryWord;
import org.varve.store.index.Index;
import org.varve.store.log.Head;
import org.varve.store.log.LiveBytes;
import org.varve.store.log.RecordLayout;
import org.varve.store.log.Records;

/**
 * Gives a mapping another expiry time: in place, if that is not much further away than those of its segment ever were. Otherwise the record is moved to a segment of others that live as long: one that
 * is used again and again would hide for ever that its neighbours have expired. So a record is moved when it gets another time to live than it was put with, or after compaction has put it
 * beside others that were about to expire.
 *
 * <p>Moving never waits, and takes nothing that others may want: where heads are busy or blocks not plentiful, the expiry time is changed in place all the same, and the next touch may move the
 * record. One that is moved begins again in the window, as if it had been put again.
 */
final class ExpiryTouch {
    private final StoreParts parts;
    private final CurrentIndex current;
    private final KeyLocks locks;
    private final KeyJudge judge;
    private final EntrySearch search;
    private final PresentEntry present;
    private final Records records;
    private final EntryWord words;
    private final LiveBytes liveBytes;

    ExpiryTouch(StoreParts parts, CurrentIndex current, KeyLocks locks, KeyJudge judge, EntrySearch search, PresentEntry present) {
        this.parts = parts;
        this.current = current;
        this.locks = locks;
        this.judge = judge;
        this.search = search;
        this.present = present;
        this.records = parts.records();
        this.words = parts.words();
        this.liveBytes = parts.liveBytes();
    }

    /** False, and nothing is changed, if the mapping is not there or has another expiry time than was expected. */
    boolean touch(StoreKey key, long expected, long expireAt, boolean keyLocked) {
        long hash = key.hash(parts.keyHash());
        boolean mayStay = false;
        while (true) {
            Change change = touchInPlace(key, hash, expected, expireAt, keyLocked, mayStay);
            switch (change.obstacle()) {
                case NONE:
                    return change.before() == Presence.LIVE;
                case BUSY:
                    return touchQueued(key, expected, expireAt);
                case MISPLACED:
                    if (move(key, hash, expected, expireAt, keyLocked)) {
                        return true;
                    }
                    mayStay = true;
                    break;
                default:
                    judge.judge(key, hash);
            }
        }
    }

    /** Not refused where plain writes are: nobody is told of it. */
    private boolean touchQueued(StoreKey key, long expected, long expireAt) {
        KeyLock lock = locks.acquireQuietly(key);
        try {
            return touch(key, expected, expireAt, true);
        } finally {
            locks.releaseQuietly(lock, key.hash());
        }
    }

    private Change touchInPlace(StoreKey key, long hash, long expected, long expireAt, boolean keyLocked, boolean mayStay) {
        long now = parts.time().millis();
        return present.change(key, hash, keyLocked, (change, at, location, shape) -> {
            if (records.expireAt(location, shape, Expiry.ETERNAL) != expected) {
                return;
            }
            long size = RecordLayout.size(shape);
            // A segment of its own has no neighbours.
            if (mayStay || parts.heads().isOwn(size) || liveBytes.mayMove(location, expireAt, now)) {
                liveBytes.move(location, size, expected, expireAt);
                records.setExpireAt(location, shape, expireAt);
                change.found(Presence.LIVE);
            } else {
                change.hinder(Change.Obstacle.MISPLACED);
            }
        });
    }

    /** False if nothing was changed: somebody else was faster, or there is no room. */
    private boolean move(StoreKey key, long hash, long expected, long expireAt, boolean keyLocked) {
        StackReserve.check();
        BucketStamp looked = key.request().looked();
        int pin = parts.guard().enterWrite();
        try {
            Index index = current.get();
            looked.take(index, hash);
            if (looked.isOfRetired()) {
                return false;
            }
            EntryPlace place = key.change().place();
            search.find(index, looked.cell(), key, place);
            return place.match() == KeyMatch.SAME && isWorthMoving(RecordLayout.size(place.shape())) && moveTo(index, key, expected, expireAt, keyLocked);
        } catch (RuntimeException e) {
            throw parts.guard().translate(e);
        } finally {
            looked.forget();
            parts.guard().exit(pin);
        }
    }

    /** True if the record has neighbours, and the reclaimer would rest even without the blocks that a copy of it takes. */
    private boolean isWorthMoving(long size) {
        return !parts.heads().isOwn(size) && parts.blocks().freeBlocks() - (size >>> parts.geometry().blockShift()) > parts.geometry().highWater();
    }

    /** Until the bucket is locked as it was, what was found may be rubbish. */
    private boolean moveTo(Index index, StoreKey key, long expected, long expireAt, boolean keyLocked) {
        long from = key.change().place().location();
        long size = RecordLayout.size(key.change().place().shape());
        int blocksTaken = 0;
        boolean published = false;
        long now = parts.time().millis();
        Head head = parts.heads().tryLockOne(expireAt, now);
        if (head == null) {
            return false;
        }
        try {
            long to = head.prepare(size, expireAt, now);
            if (to == 0) {
                return false;
            }
            try {
                published = records.relocate(from, to, size) && publish(index, key, to, expected, expireAt, keyLocked);
            } finally {
                blocksTaken = head.finish(published);
            }
        } finally {
            parts.heads().release(head, size);
        }
        if (blocksTaken != 0) {
            parts.reclaimer().taken(blocksTaken);
        }
        return published;
    }

    /** Locks the bucket if nothing has changed in it since it was looked at: then the copy is the record, and the entry still names it. */
    private boolean publish(Index index, StoreKey key, long to, long expected, long expireAt, boolean keyLocked) {
        BucketStamp looked = key.request().looked();
        if (!looked.lockIfUnchanged(index, key.hash())) {
            return false;
        }
        EntryPlace place = key.change().place();
        long from = place.location();
        boolean may = (keyLocked || !locks.isBusy(key.hash())) && records.expireAt(from, place.shape(), Expiry.ETERNAL) == expected;
        if (may) {
            long size = RecordLayout.size(place.shape());
            records.setExpireAt(to, place.shape(), expireAt);
            liveBytes.raise(to, size, expireAt, index.account().byteAccount());
            index.replace(place.at(), words.at(index.word(place.at()), to));
            liveBytes.lower(from, size, expected);
        }
        index.unlock(looked.cell());
        return may;
    }
}
