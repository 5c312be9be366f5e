package org.varve.store;

import java.util.ArrayList;
import java.util.List;
import org.varve.store.index.Cells;
import org.varve.store.index.EntryWord;
import org.varve.store.index.Index;
import org.varve.store.index.Table;
import org.varve.store.log.RecordLayout;
import org.varve.store.log.Records;

/**
 * Runs {@code equals} for keys that bytes alone do not identify: copies the encodings of the same hash code, leaves the store, and lets the key
 * judge each. The operation then starts again and goes by bytes, because it now knows under which encoding its key is stored and which encodings are
 * other keys.
 */
final class KeyJudge {
    private final StoreParts parts;
    private final CurrentIndex current;

    KeyJudge(StoreParts parts, CurrentIndex current) {
        this.parts = parts;
        this.current = current;
    }

    void judge(StoreKey key, long hash) {
        for (byte[] stored : candidates(key, hash)) {
            if (key.judge(stored)) {
                return;
            }
        }
    }

    private List<byte[]> candidates(StoreKey key, long hash) {
        List<byte[]> found = new ArrayList<>();
        // It reads only; but it is rare, and pinned it cannot lose its memory. Each try by itself, so that nobody who waits for a grace period waits for all of them.
        while (!parts.guard().write(() -> collect(key, hash, found))) {
            found.clear();
            current.checkOpen();
        }
        return found;
    }

    private boolean collect(StoreKey key, long hash, List<byte[]> found) {
        Records records = parts.records();
        Index index = current.get();
        Table table = index.table();
        if (table == Index.RETIRED) {
            return false;
        }
        long tag = parts.words().tag(hash);
        long cell = index.cellOf(hash, table);
        long version = index.beginRead(cell, table);
        int met = 0;
        for (long at = index.findFirst(cell, tag); at != 0; at = index.findNext(at, tag)) {
            long word = index.word(at);
            if (!EntryWord.isEntry(word) || ++met > Cells.MAX_ENTRIES) {
                return false;
            }
            long location = parts.words().location(word);
            long shape = records.shape(location);
            if (shape == RecordLayout.RUBBISH || KeyMatch.compare(records, location, shape, key) != KeyMatch.UNKNOWN) {
                continue;
            }
            if (!index.isUnchanged(cell, version)) {
                return false;
            }
            byte[] stored = new byte[RecordLayout.keyLength(shape)];
            if (!records.copy(location, RecordLayout.headerLength(shape), stored, 0, stored.length)) {
                return false;
            }
            found.add(stored);
        }
        return index.endRead(cell, version, hash, table);
    }
}
