package org.varve.store;

import org.varve.store.index.Cells;
import org.varve.store.index.EntryWord;
import org.varve.store.index.Index;
import org.varve.store.index.Table;
import org.varve.store.log.RecordLayout;
import org.varve.store.log.Records;

/**
 * Reads without a lock: find, copy, then ask whether the bucket and the table are still what they were. Until that has been answered with yes,
 * everything that was seen may be rubbish; lengths are bounded, so rubbish costs another try.
 *
 * <p>A reader writes nothing shared but a clear access bit. Where it does not pin, the memory that it reads may go away; that is a disturbed try, too. After {@value #MAX_TRIES} disturbed tries it looks under the bucket's lock, see
 * {@link LockedRead}.
 */
final class ReadPath {
    private static final int MAX_TRIES = 32;
    /** A larger value is validated before an array is allocated for it, so that a rubbish length cannot cost a huge allocation. */
    private static final int CHECK_FIRST = 4096;

    /** Outcomes of a try. */
    private static final int RETRY = 0;
    private static final int JUDGE = 1;
    private static final int ABSENT = 2;
    private static final int LIVE = 3;
    private static final int EXPIRED = 4;

    private final StoreParts parts;
    private final CurrentIndex current;
    private final Records records;
    private final EntryWord words;
    private final KeyJudge judge;
    private final LockedRead lockedRead;
    private final RequestSample sample;

    ReadPath(StoreParts parts, CurrentIndex current, KeyJudge judge, RequestSample sample) {
        this.parts = parts;
        this.current = current;
        this.records = parts.records();
        this.words = parts.words();
        this.judge = judge;
        this.lockedRead = new LockedRead(parts, current);
        this.sample = sample;
    }

    /** @param into null if the value is not wanted */
    Presence get(StoreKey key, ValueBuffer into) {
        current.checkOpen();
        long hash = key.hash(parts.keyHash());
        while (true) {
            Presence found = attempt(key, hash, into);
            if (found != null) {
                if (into != null) {
                    sample.read(key, hash, found, into);
                }
                return found;
            }
            judge.judge(key, hash);
        }
    }

    /** Null if somebody has to judge keys first. */
    private Presence attempt(StoreKey key, long hash, ValueBuffer into) {
        for (int tries = 0; tries < MAX_TRIES; tries++) {
            int outcome = tryPinned(key, hash, into);
            if (outcome == JUDGE) {
                return null;
            }
            if (outcome != RETRY) {
                return presenceOf(outcome);
            }
        }
        return parts.guard().write(() -> lockedRead.get(key, hash, into));
    }

    private int tryPinned(StoreKey key, long hash, ValueBuffer into) {
        int pin = parts.guard().enterRead();
        try {
            return tryOnce(key, hash, into);
        } catch (RuntimeException e) {
            parts.guard().excuse(e);
            return RETRY;
        } finally {
            parts.guard().exit(pin);
        }
    }

    private static Presence presenceOf(int outcome) {
        return outcome == ABSENT ? Presence.ABSENT : outcome == LIVE ? Presence.LIVE : Presence.EXPIRED;
    }

    private int tryOnce(StoreKey key, long hash, ValueBuffer into) {
        Index index = current.get();
        Table table = index.table();
        if (table == Index.RETIRED) {
            current.checkOpen();
            return RETRY;
        }
        long tag = words.tag(hash);
        long cell = index.cellOf(hash, table);
        long version = index.beginRead(cell, table);
        boolean unknown = false;
        int met = 0;
        for (long at = index.findFirst(cell, tag); at != 0; at = index.findNext(at, tag)) {
            long word = index.word(at);
            if (!EntryWord.isEntry(word) || ++met > Cells.MAX_ENTRIES) {
                return RETRY;
            }
            long location = words.location(word);
            if (into != null) {
                into.touched(records.touchBody(location));
            }
            long shape = records.shape(location);
            int match = shape == RecordLayout.RUBBISH ? KeyMatch.DIFFERENT : KeyMatch.compare(records, location, shape, key);
            if (match == KeyMatch.SAME) {
                return hit(index, cell, version, hash, table, at, word, shape, into);
            }
            unknown |= match == KeyMatch.UNKNOWN;
        }
        if (!index.endRead(cell, version, hash, table)) {
            return RETRY;
        }
        return unknown ? JUDGE : ABSENT;
    }

    private int hit(Index index, long cell, long version, long hash, Table table, long at, long word, long shape, ValueBuffer into) {
        long location = words.location(word);
        long expireAt = records.expireAt(location, shape, Expiry.ETERNAL);
        if (into != null) {
            int length = RecordLayout.valueLength(shape);
            if (length > CHECK_FIRST && !index.isUnchanged(cell, version)) {
                return RETRY;
            }
            long skip = RecordLayout.valueOffset(shape);
            if (!records.copy(location, skip, into.prepare(length), 0, length)) {
                return RETRY;
            }
            into.setExpireAt(expireAt);
        }
        if (!index.endRead(cell, version, hash, table)) {
            return RETRY;
        }
        // Only now is it certain what was read, so only now is it worth a look at the clock.
        if (expireAt != Expiry.ETERNAL && parts.time().millis() >= expireAt) {
            return EXPIRED;
        }
        if (!EntryWord.isAccessed(word)) {
            markAccessed(index, cell, version, hash, table, at, word);
        }
        return LIVE;
    }

    /**
     * Pinned first, then validated once more: only that keeps the slot a slot of the index until the bit is set. Prevented: the reader stalls, the bucket is
     * moved and its old memory becomes part of a record whose bytes happen to be the same word, and the reader changes them.
     */
    private void markAccessed(Index index, long cell, long version, long hash, Table table, long at, long word) {
        if (parts.guard().readersPin()) {
            index.markAccessed(at, word);
            return;
        }
        int pin = parts.guard().enterWrite();
        try {
            if (index.endRead(cell, version, hash, table)) {
                index.markAccessed(at, word);
            }
        } finally {
            parts.guard().exit(pin);
        }
    }
}
