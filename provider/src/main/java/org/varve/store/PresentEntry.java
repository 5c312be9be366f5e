package org.varve.store;

/** Changes of an entry that is there, wherever its record is. */
final class PresentEntry {
    private final StoreParts parts;
    private final CurrentIndex current;
    private final KeyLocks locks;
    private final EntrySearch search;

    PresentEntry(StoreParts parts, CurrentIndex current, KeyLocks locks, EntrySearch search) {
        this.parts = parts;
        this.current = current;
        this.locks = locks;
        this.search = search;
    }

    /** Made under the bucket's lock: must not allocate, throw, or call what is not ours. */
    interface Modification {
        void apply(Change change, long at, long location, long shape);
    }

    /** Applies a modification if the entry is there. The answer tells what was in the way, if something was. */
    Change change(StoreKey key, long hash, boolean keyLocked, Modification modification) {
        StackReserve.check();
        Change change = key.change();
        int pin = parts.guard().enterWrite();
        try {
            change.begin();
            if (change.lock(current, locks, hash, keyLocked)) {
                EntryPlace place = change.place();
                search.find(change.index(), change.cell(), key, place);
                if (place.match() == KeyMatch.UNKNOWN) {
                    change.hinder(Change.Obstacle.JUDGE);
                } else if (place.match() == KeyMatch.SAME) {
                    modification.apply(change, place.at(), place.location(), place.shape());
                }
                change.unlock();
            }
            change.finish(parts);
            return change;
        } catch (RuntimeException e) {
            throw parts.guard().translate(e);
        } finally {
            change.forget();
            parts.guard().exit(pin);
        }
    }
}
