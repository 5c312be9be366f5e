package org.varve.store;

import java.util.Objects;
import java.util.function.Supplier;
import org.varve.store.index.EntryWord;
import org.varve.store.index.Index;
import org.varve.store.index.Placed;
import org.varve.store.log.Head;
import org.varve.store.log.LiveBytes;
import org.varve.store.log.RecordLayout;
import org.varve.store.log.Records;
import org.varve.store.segment.Pledge;

/**
 * Changes entries. Lock order: key lock (compound operations only), head, bucket. Under the head's lock the record is written, then its bucket
 * locked and the entry word swapped, and only then the head released.
 */
final class WritePath {
    private final StoreParts parts;
    private final CurrentIndex current;
    private final KeyLocks locks;
    private final KeyJudge judge;
    private final Oversized oversized;
    private final EntrySearch search;
    private final InPlaceUpdate update;
    private final PresentEntry present;
    private final ExpiryTouch touch;
    private final RequestSample sample;
    private final boolean expirable;
    private final Records records;
    private final EntryWord words;
    private final LiveBytes liveBytes;

    WritePath(StoreParts parts, CurrentIndex current, KeyLocks locks, KeyJudge judge, Oversized oversized, RequestSample sample, boolean expirable) {
        this.parts = parts;
        this.current = current;
        this.locks = locks;
        this.judge = judge;
        this.oversized = oversized;
        this.search = new EntrySearch(parts);
        this.update = new InPlaceUpdate(parts, current, locks, search);
        this.present = new PresentEntry(parts, current, locks, search);
        this.touch = new ExpiryTouch(parts, current, locks, judge, search, present);
        this.sample = sample;
        this.expirable = expirable;
        this.records = parts.records();
        this.words = parts.words();
        this.liveBytes = parts.liveBytes();
    }

    Presence put(StoreKey key, byte[] value, int offset, int length, long ifCreated, long ifUpdated, boolean keyLocked) {
        checkExpiry(ifCreated, ifUpdated);
        // Nothing below may fail between taking room for the record and filling it, and raw memory does not look at bounds.
        Objects.checkFromIndexSize(offset, length, value.length);
        Objects.checkFromIndexSize(0, key.length(), key.bytes().length);
        current.checkOpen();
        long hash = key.hash(parts.keyHash());
        if (!keyLocked && locks.isBusy(hash)) {
            // Only the look under the bucket's lock counts; this one spares writing a record that would be given up.
            return queue(key, () -> put(key, value, offset, length, ifCreated, ifUpdated, true));
        }
        while (true) {
            // Again at each try: judging may have changed the encoding under which the key is stored.
            long size = sizeOf(key, length);
            if (key.length() > RecordLayout.MAX_KEY || size > parts.blocks().maxRecord()) {
                return evictAtOnce(key, hash, size, keyLocked);
            }
            long shape = key.shape(expirable, length);
            PutRequest wanted = key.request();
            wanted.set(value, offset, shape, size, ifCreated, ifUpdated, expirable ? parts.time().millis() : 0);
            Change change;
            try {
                change = store(key, wanted, keyLocked);
            } finally {
                wanted.clear();
            }
            switch (change.obstacle()) {
                case NONE:
                    sample.written(hash, size, change.before() == Presence.LIVE ? ifUpdated : ifCreated);
                    return change.before();
                case BUSY:
                    return queue(key, () -> put(key, value, offset, length, ifCreated, ifUpdated, true));
                case JUDGE:
                    judge.judge(key, hash);
                    break;
                default:
                    return evictAtOnce(key, hash, size, keyLocked);
            }
        }
    }

    private long sizeOf(StoreKey key, int length) {
        return key.length() > RecordLayout.MAX_KEY
                ? Long.MAX_VALUE
                : RecordLayout.size(key.shape(expirable, length));
    }

    private void checkExpiry(long ifCreated, long ifUpdated) {
        if (ifCreated == Expiry.KEEP) {
            throw new IllegalArgumentException("KEEP is no expiry time for a new mapping");
        }
        if (!expirable && (ifCreated != Expiry.ETERNAL || ifUpdated != Expiry.ETERNAL && ifUpdated != Expiry.KEEP)) {
            throw new IllegalArgumentException("this keyspace was opened for mappings without expiry time");
        }
    }

    /** Null if plain writes are refused. */
    private Presence queue(StoreKey key, Supplier<Presence> operation) {
        if (locks.isCompoundOnly()) {
            return null;
        }
        KeyLock lock = locks.acquireQuietly(key);
        try {
            return locks.isCompoundOnly() ? null : operation.get();
        } finally {
            locks.releaseQuietly(lock, key.hash());
        }
    }

    /** In place if that can be; otherwise makes room until the record is appended, or something is in the way that no room helps against, or there is no hope of room. */
    private Change store(StoreKey key, PutRequest wanted, boolean keyLocked) {
        Change change = updateOrAppend(key, wanted, keyLocked, true);
        if (change.obstacle() == Change.Obstacle.PAYMENT) {
            parts.pay();
            change = updateOrAppend(key, wanted, keyLocked, false);
        }
        if (change.obstacle() != Change.Obstacle.NO_ROOM) {
            return change;
        }
        try (Pledge pledge = parts.enqueue(wanted.size())) {
            while (change.obstacle() == Change.Obstacle.NO_ROOM && parts.makeRoom(pledge)) {
                change = updateOrAppend(key, wanted, keyLocked, false);
            }
            return change;
        }
    }

    /** @param isFirst in this put: whether the value may be overwritten where it lies, and who has to append has to pay first */
    private Change updateOrAppend(StoreKey key, PutRequest wanted, boolean keyLocked, boolean isFirst) {
        StackReserve.check();
        Change change = key.change();
        int pin = parts.guard().enterWrite();
        try {
            change.begin();
            wanted.looked().forget();
            if (isFirst && update.tryUpdate(key, wanted, keyLocked)) {
                change.found(Presence.LIVE);
            } else if (isFirst && parts.isPaymentDue()) {
                change.hinder(Change.Obstacle.PAYMENT);
            } else {
                append(key, wanted, keyLocked, change);
            }
            return change;
        } catch (RuntimeException e) {
            throw parts.guard().translate(e);
        } finally {
            change.forget();
            parts.guard().exit(pin);
        }
    }

    private void append(StoreKey key, PutRequest wanted, boolean keyLocked, Change change) {
        Head head = parts.heads().lockOne(wanted.size(), wanted.ifCreated(), wanted.now());
        try {
            appendAt(head, key, wanted, keyLocked, change);
        } finally {
            releaseHead(head, wanted.size());
        }
        change.finish(parts);
        if (change.blocksTaken() != 0) {
            parts.reclaimer().taken(change.blocksTaken());
        }
        if (change.isNewKey()) {
            parts.sketch().raise(key.hash());
        }
    }

    private void releaseHead(Head head, long size) {
        if (parts.heads().isOwn(size)) {
            parts.slab().giveChunk(head.spareChunk());
            head.setSpareChunk(0);
        }
        parts.heads().release(head, size);
    }

    private void appendAt(Head head, StoreKey key, PutRequest wanted, boolean keyLocked, Change change) {
        if (head.spareChunk() != 0 && parts.slab().isLeaving(head.spareChunk())) {
            parts.slab().giveChunk(head.spareChunk());
            head.setSpareChunk(0);
        }
        if (head.spareChunk() == 0) {
            // Without a spare a crowded bucket would have to evict one of its entries, while there may be room elsewhere.
            head.setSpareChunk(parts.slab().takeChunk());
        }
        long location = head.spareChunk() == 0 ? 0 : head.prepare(wanted.size(), wanted.ifCreated(), wanted.now());
        if (location == 0) {
            change.hinder(Change.Obstacle.NO_ROOM);
            return;
        }
        boolean published = false;
        try {
            records.write(location, wanted.shape(), expirable, !key.isCanonical(), key.keyHashCode(), key.bytes(), wanted.value(), wanted.offset());
            published = change.lock(current, locks, key.hash(), keyLocked) && publish(head, location, key, wanted, change);
        } finally {
            change.tookBlocks(head.finish(published));
        }
    }

    /** Under the bucket's lock, which is released. */
    private boolean publish(Head head, long location, StoreKey key, PutRequest wanted, Change change) {
        Index index = change.index();
        records.setIndexId(location, index.id());
        EntryPlace place = change.place();
        if (!wanted.looked().isUnchanged(index, change.cell())) {
            search.find(index, change.cell(), key, place);
        }
        if (place.match() == KeyMatch.UNKNOWN) {
            change.unlock();
            change.hinder(Change.Obstacle.JUDGE);
            return false;
        }
        change.grown(wanted.size());
        if (place.match() == KeyMatch.DIFFERENT) {
            if (expirable) {
                records.setExpireAt(location, wanted.shape(), wanted.ifCreated());
            }
            liveBytes.raise(location, wanted.size(), wanted.ifCreated(), index.account().byteAccount());
            insert(head, index, EntryWord.of(words.tag(key.hash()), location), change);
        } else {
            replace(index, place, location, wanted, change);
        }
        change.unlock();
        return true;
    }

    private void replace(Index index, EntryPlace place, long location, PutRequest wanted, Change change) {
        long old = place.location();
        long oldShape = place.shape();
        long oldExpiry = records.expireAt(old, oldShape, Expiry.ETERNAL);
        boolean expired = isExpired(oldExpiry, wanted.now());
        long updated = wanted.ifUpdated() == Expiry.KEEP ? oldExpiry : wanted.ifUpdated();
        long expireAt = expired ? wanted.ifCreated() : updated;
        if (expirable) {
            records.setExpireAt(location, wanted.shape(), expireAt);
        }
        change.found(expired ? Presence.EXPIRED : Presence.LIVE);
        liveBytes.raise(location, wanted.size(), expireAt, index.account().byteAccount());
        // To be written is to be used: the record starts again as a new one, and its key is counted when the reclaimer meets it.
        index.replace(place.at(), EntryWord.withAccess(words.at(index.word(place.at()), location)));
        drop(old, oldShape, oldExpiry, change);
    }

    /** Takes a record off the account whose entry has just been changed. */
    private void drop(long location, long shape, long expireAt, Change change) {
        long size = RecordLayout.size(shape);
        liveBytes.lower(location, size, expireAt);
        change.grown(-size);
    }

    private static boolean isExpired(long expireAt, long now) {
        return expireAt != Expiry.ETERNAL && now >= expireAt;
    }

    private void insert(Head head, Index index, long word, Change change) {
        long cell = change.cell();
        Placed placed = index.insert(cell, word, head.spareChunk());
        if (placed == Placed.IN_SPARE) {
            head.setSpareChunk(0);
        } else if (placed == Placed.NOWHERE) {
            long victim = index.leastUseful(cell);
            long location = words.location(index.word(victim));
            change.removed(index.remove(cell, victim));
            change.grown(-liveBytes.lower(location));
            change.evictedOne();
            if (index.insert(cell, word, change.freeChunk()) == Placed.IN_SPARE) {
                change.reusedFreeChunk();
            }
        }
        change.added(placed != Placed.IN_CELL);
    }

    Presence remove(StoreKey key, boolean keyLocked) {
        current.checkOpen();
        long hash = key.hash(parts.keyHash());
        while (true) {
            Change change = tryRemove(key, hash, keyLocked);
            switch (change.obstacle()) {
                case NONE:
                    sample.removed(hash);
                    return change.before();
                case BUSY:
                    return queue(key, () -> remove(key, true));
                default:
                    judge.judge(key, hash);
            }
        }
    }

    private Change tryRemove(StoreKey key, long hash, boolean keyLocked) {
        long now = expirable ? parts.time().millis() : 0;
        return present.change(key, hash, keyLocked, (change, at, location, shape) -> {
            long expireAt = records.expireAt(location, shape, Expiry.ETERNAL);
            change.found(isExpired(expireAt, now) ? Presence.EXPIRED : Presence.LIVE);
            change.removed(change.index().remove(change.cell(), at));
            drop(location, shape, expireAt, change);
        });
    }

    boolean touch(StoreKey key, long expected, long expireAt, boolean keyLocked) {
        checkExpiry(expireAt, expireAt);
        current.checkOpen();
        boolean done = expected == expireAt || touch.touch(key, expected, expireAt, keyLocked);
        if (done && expected != expireAt) {
            sample.touched(key.hash(parts.keyHash()), expireAt);
        }
        return done;
    }

    /** The record can never fit: as if it had been stored and evicted at once. */
    private Presence evictAtOnce(StoreKey key, long hash, long size, boolean keyLocked) {
        Presence before = remove(key, keyLocked);
        if (before == null) {
            return null;
        }
        oversized.evicted(size);
        current.account().evicted();
        return before;
    }
}
