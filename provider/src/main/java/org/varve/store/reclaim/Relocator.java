package org.varve.store.reclaim;

import org.varve.store.index.EntryWord;
import org.varve.store.index.Index;
import org.varve.store.log.Head;
import org.varve.store.log.Records;
import org.varve.store.segment.SegmentTable;

/**
 * Moves or drops one record of a victim, as what the index says at that moment allows. Used by one thread at a time.
 *
 * <p>The copy is made without the bucket's lock, published under it, and only if the entry still names the old location. The expiry time is copied
 * once more under the lock, so that a touch in between is not lost.
 */
final class Relocator {
    private final EntryWord words;
    private final Records records;
    private final SegmentTable segments;
    private final Head survivors;

    Relocator(EntryWord words, Records records, SegmentTable segments, Head survivors) {
        this.words = words;
        this.records = records;
        this.segments = segments;
        this.survivors = survivors;
    }

    /**
     * Moves the record to the survivors.
     *
     * @return false if there is no room for it; true if it was moved or turned out to be dead
     */
    boolean move(Index index, long hash, long location, long shape, long size, boolean keepAccess) {
        survivors.lock();
        try {
            long target = survivors.prepare(size);
            if (target == 0) {
                return false;
            }
            boolean copied = false;
            boolean published = false;
            try {
                records.relocate(location, target, size);
                copied = true;
                published = publish(index, hash, location, target, shape, size, keepAccess);
            } finally {
                if (published) {
                    survivors.commit();
                } else if (copied) {
                    survivors.abandon();
                } else {
                    survivors.giveUp();
                }
            }
            return true;
        } finally {
            survivors.unlock();
        }
    }

    private boolean publish(Index index, long hash, long from, long to, long shape, long size, boolean keepAccess) {
        long tag = words.tag(hash);
        long cell = index.lockForReclaim(hash);
        if (cell == 0) {
            return false;
        }
        long at = index.findLocation(cell, tag, from);
        if (at == 0) {
            index.unlock(cell);
            return false;
        }
        if (records.hasExpiry(from)) {
            records.setExpireAt(to, shape, records.expireAt(from, shape, 0));
        }
        segments.addLive(segments.slotOf(to), size);
        long word = words.at(index.word(at), to);
        index.replace(at, keepAccess ? word : EntryWord.withoutAccess(word));
        segments.subtractLive(segments.slotOf(from), size);
        index.unlock(cell);
        return true;
    }

    /** Blocks that survivors have taken so far. For the thread that moves records. */
    long blocksTaken() {
        return survivors.blocksTaken();
    }

    /** Takes the record out of its index, if it is still there; true if it was. */
    boolean drop(Index index, long hash, long location, long size) {
        long cell = index.lockForReclaim(hash);
        if (cell == 0) {
            return false;
        }
        long at = index.findLocation(cell, words.tag(hash), location);
        if (at == 0) {
            index.unlock(cell);
            return false;
        }
        long chunk = index.remove(cell, at);
        segments.subtractLive(segments.slotOf(location), size);
        index.unlock(cell);
        index.giveChunk(chunk);
        index.counted(-1);
        return true;
    }

    /**
     * Takes a record out whose time has come, unless a touch has given it more: that is certain only under the bucket's lock.
     *
     * @return false if the record is there and not expired any more
     */
    boolean dropExpired(Index index, long hash, long location, long shape, long size, long now) {
        long cell = index.lockForReclaim(hash);
        if (cell == 0) {
            return true;
        }
        long at = index.findLocation(cell, words.tag(hash), location);
        boolean alive = at != 0 && records.expireAt(location, shape, Long.MAX_VALUE) > now;
        long chunk = 0;
        if (at != 0 && !alive) {
            chunk = index.remove(cell, at);
            segments.subtractLive(segments.slotOf(location), size);
        }
        index.unlock(cell);
        index.giveChunk(chunk);
        if (at != 0 && !alive) {
            index.counted(-1);
        }
        return !alive;
    }

    /** Forgets that the record was used, so that it goes the next time unless it is used again. */
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
}
