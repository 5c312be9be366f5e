package org.varve.store;

import org.varve.store.index.BucketStamp;
import org.varve.store.index.EntryWord;
import org.varve.store.index.Index;
import org.varve.store.log.LiveBytes;
import org.varve.store.log.RecordLayout;
import org.varve.store.log.Records;

/**
 * Overwrites the value of a live mapping where it lies, if its record keeps its shape: nothing is appended, nothing dies, nothing has to be reclaimed.
 *
 * <p>All is found out as a reader does, without the bucket's lock; then the bucket is locked if it is still as it was when that began, so nothing has to be
 * found out again, and only the bytes are written under the lock. Readers that see some of them find the version changed; whoever copies
 * a record without the lock to put the copy in its place looks whether the bucket has changed meanwhile.
 */
final class InPlaceUpdate {
    /** After so many disturbed tries the value is stored anew. */
    private static final int MAX_TRIES = 8;

    /** Outcomes of a try. */
    private static final int RETRY = 0;
    private static final int NOT_POSSIBLE = 1;
    private static final int DONE = 2;

    private final CurrentIndex current;
    private final KeyLocks locks;
    private final EntrySearch search;
    private final Records records;
    private final LiveBytes liveBytes;

    InPlaceUpdate(StoreParts parts, CurrentIndex current, KeyLocks locks, EntrySearch search) {
        this.search = search;
        this.current = current;
        this.locks = locks;
        this.records = parts.records();
        this.liveBytes = parts.liveBytes();
    }

    /**
     * Overwrites the value. During an access that may write.
     *
     * @return false if nothing was changed, and the value is to be stored as any other
     */
    boolean tryUpdate(StoreKey key, PutRequest wanted, boolean keyLocked) {
        if (!Records.mayUpdate(wanted.shape())) {
            return false;
        }
        int outcome = RETRY;
        for (int tries = 0; outcome == RETRY && tries < MAX_TRIES; tries++) {
            outcome = tryOnce(key, wanted, keyLocked);
        }
        return outcome == DONE;
    }

    private int tryOnce(StoreKey key, PutRequest wanted, boolean keyLocked) {
        long hash = key.hash();
        Index index = current.get();
        BucketStamp looked = wanted.looked();
        looked.take(index, hash);
        if (looked.isOfRetired()) {
            return NOT_POSSIBLE;
        }
        EntryPlace place = key.change().place();
        // Perhaps it is not consistent what is read. Whoever stores the value anew believes it if nothing has changed by then, or looks again.
        search.findToUpdate(index, looked.cell(), key, place);
        if (place.shape() != wanted.shape()) {
            return NOT_POSSIBLE;
        }
        long expireAt = records.expireAt(place.location(), wanted.shape(), Expiry.ETERNAL);
        // What is put then is a new mapping, and whoever listens is told of the old one.
        if (expireAt != Expiry.ETERNAL && wanted.now() >= expireAt) {
            return NOT_POSSIBLE;
        }
        if (!looked.lockIfUnchanged(index, hash)) {
            return RETRY;
        }
        boolean done = (keyLocked || !locks.isBusy(hash)) && update(index, place, expireAt, wanted);
        index.unlock(looked.cell());
        return done ? DONE : NOT_POSSIBLE;
    }

    /** Under the bucket's lock: must not allocate or throw. False, and nothing is changed, if the record had better lie among others that expire when it will. */
    private boolean update(Index index, EntryPlace place, long expireAt, PutRequest wanted) {
        long location = place.location();
        boolean moves = wanted.ifUpdated() != Expiry.KEEP && wanted.ifUpdated() != expireAt;
        if (moves && !liveBytes.mayMove(location, wanted.ifUpdated(), wanted.now())) {
            return false;
        }
        records.update(location, wanted.shape(), wanted.value(), wanted.offset());
        if (moves) {
            liveBytes.move(location, RecordLayout.size(wanted.shape()), expireAt, wanted.ifUpdated());
            records.setExpireAt(location, wanted.shape(), wanted.ifUpdated());
        }
        // To be written is to be used. Readers may have marked it meanwhile, which is no change of the bucket.
        long word = index.word(place.at());
        if (!EntryWord.isAccessed(word)) {
            index.replace(place.at(), EntryWord.withAccess(word));
        }
        return true;
    }
}
