package org.varve.store;

import org.varve.store.index.Cells;
import org.varve.store.index.EntryWord;
import org.varve.store.index.Index;
import org.varve.store.log.RecordLayout;
import org.varve.store.log.Records;

/** Finds a key's entry in a bucket. */
final class EntrySearch {
    private final Records records;
    private final EntryWord words;

    EntrySearch(StoreParts parts) {
        records = parts.records();
        words = parts.words();
    }

    /**
     * Finds the key's entry, or finds out that it has none or that {@code equals} has to be asked. Under the bucket's lock, or during an access that may write, and then to be
     * validated: what is read may be rubbish.
     */
    void find(Index index, long cell, StoreKey key, EntryPlace place) {
        find(index, cell, key, place, false);
    }

    /** The same for who is going to overwrite the value: fetches what follows a record's first line side by side with it. */
    void findToUpdate(Index index, long cell, StoreKey key, EntryPlace place) {
        find(index, cell, key, place, true);
    }

    private void find(Index index, long cell, StoreKey key, EntryPlace place, boolean touches) {
        long tag = words.tag(key.hash());
        int result = KeyMatch.DIFFERENT;
        int met = 0;
        for (long at = index.findFirst(cell, tag); at != 0 && met <= Cells.MAX_ENTRIES; at = index.findNext(at, tag)) {
            met++;
            long location = words.location(index.word(at));
            if (touches) {
                place.touched(records.touchBody(location));
            }
            long shape = records.shape(location);
            int match = shape == RecordLayout.RUBBISH ? KeyMatch.DIFFERENT : KeyMatch.compare(records, location, shape, key);
            if (match == KeyMatch.SAME) {
                place.set(KeyMatch.SAME, at, location, shape);
                return;
            }
            result = match == KeyMatch.UNKNOWN ? KeyMatch.UNKNOWN : result;
        }
        place.set(result, 0, 0, RecordLayout.RUBBISH);
    }
}
