package org.varve.store;

import org.varve.store.index.Cells;
import org.varve.store.index.EntryWord;
import org.varve.store.index.Index;
import org.varve.store.index.Table;
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

    private final StoreParts parts;
    private final CurrentIndex current;
    private final KeyLocks locks;
    private final Records records;
    private final EntryWord words;
    private final LiveBytes liveBytes;

    InPlaceUpdate(StoreParts parts, CurrentIndex current, KeyLocks locks) {
        this.parts = parts;
        this.current = current;
        this.locks = locks;
        this.records = parts.records();
        this.words = parts.words();
        this.liveBytes = parts.liveBytes();
    }

    /**
     * Overwrites the value.
     *
     * @return false if nothing was changed, and the value is to be stored as any other
     */
    boolean tryUpdate(StoreKey key, PutRequest wanted, boolean keyLocked) {
        if (!Records.mayUpdate(wanted.shape())) {
            return false;
        }
        StackReserve.check();
        int pin = parts.guard().enterWrite();
        try {
            int outcome = RETRY;
            for (int tries = 0; outcome == RETRY && tries < MAX_TRIES; tries++) {
                outcome = tryOnce(key, wanted, keyLocked);
            }
            return outcome == DONE;
        } catch (RuntimeException e) {
            throw parts.guard().translate(e);
        } finally {
            parts.guard().exit(pin);
        }
    }

    private int tryOnce(StoreKey key, PutRequest wanted, boolean keyLocked) {
        long hash = key.hash();
        Index index = current.get();
        Table table = index.table();
        if (table == Index.RETIRED) {
            return NOT_POSSIBLE;
        }
        long cell = index.cellOf(hash, table);
        long version = index.beginRead(cell, table);
        long at = find(index, cell, key, wanted);
        if (at == 0) {
            // Perhaps it was not consistent what was read. Whoever stores the value anew looks again.
            return NOT_POSSIBLE;
        }
        long location = words.location(index.word(at));
        long expireAt = records.expireAt(location, wanted.shape(), Expiry.ETERNAL);
        // What is put then is a new mapping, and whoever listens is told of the old one.
        if (expireAt != Expiry.ETERNAL && wanted.now() >= expireAt) {
            return NOT_POSSIBLE;
        }
        if (!index.lockIfUnchanged(cell, version, hash, table)) {
            return RETRY;
        }
        boolean done = (keyLocked || !locks.isBusy(hash)) && update(index, at, location, expireAt, wanted);
        index.unlock(cell);
        return done ? DONE : NOT_POSSIBLE;
    }

    /** Position of the key's entry if its record has the shape that is wanted, or 0. To be validated. */
    private long find(Index index, long cell, StoreKey key, PutRequest wanted) {
        long tag = words.tag(key.hash());
        int met = 0;
        for (long at = index.findFirst(cell, tag); at != 0; at = index.findNext(at, tag)) {
            long word = index.word(at);
            if (!EntryWord.isEntry(word) || ++met > Cells.MAX_ENTRIES) {
                return 0;
            }
            long location = words.location(word);
            long shape = records.shape(location);
            if (shape == wanted.shape()) {
                wanted.touched(records.touchBody(location));
                if (KeyMatch.compare(records, location, shape, key) == KeyMatch.SAME) {
                    return at;
                }
            }
        }
        return 0;
    }

    /** Under the bucket's lock: must not allocate or throw. False, and nothing is changed, if the record had better lie among others that expire when it will. */
    private boolean update(Index index, long at, long location, long expireAt, PutRequest wanted) {
        boolean moves = wanted.ifUpdated() != Expiry.KEEP && wanted.ifUpdated() != expireAt;
        if (moves && !liveBytes.mayMove(location, wanted.ifUpdated())) {
            return false;
        }
        records.update(location, wanted.shape(), wanted.value(), wanted.offset());
        if (moves) {
            liveBytes.move(location, RecordLayout.size(wanted.shape()), expireAt, wanted.ifUpdated());
            records.setExpireAt(location, wanted.shape(), wanted.ifUpdated());
        }
        // To be written is to be used. Readers may have marked it meanwhile, which is no change of the bucket.
        long word = index.word(at);
        if (!EntryWord.isAccessed(word)) {
            index.replace(at, EntryWord.withAccess(word));
        }
        return true;
    }
}
