package org.varve.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.varve.store.log.RecordLayout;

/**
 * A keyspace beside a plain map with the same rules. An answer must be that of the map, but for mappings that were evicted (as many live ones may be missing as
 * the keyspace counts evictions, and no fewer) and for mappings whose time had come at some moment.
 */
final class SimulatedKeyspace {
    private static final class Mapping {
        private final byte[] value;
        private long expireAt;
        /** It could have been dropped as expired at some moment, though the clock may have been set back since. */
        private boolean mayBeGone;
        /** Number of the change since which it has been there without a gap. */
        private final long since;

        Mapping(byte[] value, long expireAt, long since) {
            this.value = value;
            this.expireAt = expireAt;
            this.since = since;
        }
    }

    /** An iteration under way. */
    private record Walk(KeyCursor cursor, long begun, Set<Integer> met) {
    }

    /** A walk copies the keys of a few buckets at once. */
    private static final int MOST_COPIED = 1_000;
    /** A smaller record is overwritten where it lies. */
    private static final int MOST_UPDATED = 4_000;

    private final SimulatedTime time;
    private final SimulatedMemory memory;
    private final boolean expirable;
    private final SimulatedKeys keys;
    private final String name;
    private final Store store;
    private final ValueBuffer buffer = new ValueBuffer();
    private final Map<Integer, Mapping> model = new TreeMap<>();
    private final List<Walk> walks = new ArrayList<>();
    private Keyspace keyspace;
    private boolean refusing;
    private long changes;
    private long evictionsSeen;
    /** Mappings that are missing and may have been evicted or have expired: nobody can tell. */
    private long doubtful;

    SimulatedKeyspace(Store store, String name, boolean expirable, SimulatedKeys keys, SimulatedTime time,
            SimulatedMemory memory) {
        this.store = store;
        this.name = name;
        this.expirable = expirable;
        this.keys = keys;
        this.time = time;
        this.memory = memory;
        this.keyspace = store.openKeyspace(name, expirable);
    }

    private static void check(boolean holds, String otherwise, Object... details) {
        if (!holds) {
            throw new AssertionError(otherwise + " " + Arrays.toString(details));
        }
    }

    boolean isExpirable() {
        return expirable;
    }

    Keyspace keyspace() {
        return keyspace;
    }

    StoreKey encode(int key, boolean upperCase) {
        return keys.encode(key, upperCase);
    }

    private boolean isExpired(Mapping mapping) {
        return mapping.expireAt != Expiry.ETERNAL && time.millis() >= mapping.expireAt;
    }

    private Presence expected(int key) {
        Mapping mapping = model.get(key);
        if (mapping == null) {
            return Presence.ABSENT;
        }
        mapping.mayBeGone |= isExpired(mapping);
        return isExpired(mapping) ? Presence.EXPIRED : Presence.LIVE;
    }

    /** Takes an answer in: as expected, or ABSENT for a mapping that may have gone. */
    void compare(int key, Presence answer) {
        Presence expected = expected(key);
        if (answer == expected) {
            return;
        }
        check(answer == Presence.ABSENT, "is not as expected", name, key, expected, answer);
        if (model.remove(key).mayBeGone) {
            doubtful++;
        } else {
            evictionsSeen++;
            // Amid a step of the reclaimer the count may lag behind until the step ends.
            check(memory.isInside() || evictionsSeen <= keyspace.evictions(), "is missing without an eviction", name, key, evictionsSeen, keyspace.evictions());
        }
    }

    /** Whether an optimistic answer is right that was true before or after the changes made meanwhile. */
    private boolean isValue(Mapping mapping, ValueBuffer found) {
        return mapping != null && mapping.expireAt == found.expireAt()
                && Arrays.equals(mapping.value, 0, mapping.value.length, found.bytes(), 0, found.length());
    }

    /**
     * Puts another value of the same length, with the expiry time that it has, where that needs no room: whoever is in the middle of moving a record cannot make some.
     */
    void update(int key, SplittableRandom draw) {
        Mapping mapping = model.get(key);
        StoreKey storeKey = encode(key, false);
        boolean fits = mapping != null && storeKey.isCanonical() && RecordLayout.MAX_HEADER + storeKey.length() + mapping.value.length < MOST_UPDATED;
        if (fits && keyspace.contains(storeKey) == Presence.LIVE) {
            byte[] value = new byte[mapping.value.length];
            draw.nextBytes(value);
            put(key, false, value, mapping.expireAt, Expiry.KEEP, false);
        }
    }

    void get(int key, boolean upperCase) {
        Presence answer = keyspace.get(encode(key, upperCase), buffer);
        compare(key, answer);
        check(answer == Presence.ABSENT || isValue(model.get(key), buffer), "has another value or expiry time", name, key, answer);
    }

    /** A look into which something else comes: the answer is that of before or after. */
    void getAmid(int key, boolean upperCase) {
        ValueBuffer found = new ValueBuffer();
        Mapping before = model.get(key);
        Mapping copy = before == null ? null : new Mapping(before.value, before.expireAt, 0);
        Presence was = expected(key);
        Presence answer = keyspace.get(encode(key, upperCase), found);
        memory.disarm();
        if (answer != Presence.ABSENT && answer == was && isValue(copy, found)) {
            return;
        }
        if (answer == Presence.ABSENT && was == Presence.ABSENT) {
            return;
        }
        compare(key, answer);
        check(answer == Presence.ABSENT || isValue(model.get(key), found), "has neither the former nor the later value", name, key, answer);
    }

    void contains(int key, boolean upperCase) {
        compare(key, keyspace.contains(encode(key, upperCase)));
    }

    /** @param mustFit true if there is no excuse for not storing it */
    void put(int key, boolean upperCase, byte[] value, long ifCreated, long ifUpdated, boolean mustFit) {
        StoreKey storeKey = encode(key, upperCase);
        Presence answer = keyspace.put(storeKey, value, 0, value.length, ifCreated, ifUpdated);
        memory.disarm();
        check((answer == null) == refusing, "plain writes are refused?", name, refusing, answer);
        if (answer == null) {
            try (LockedKey lock = keyspace.lock(storeKey)) {
                answer = lock.put(value, 0, value.length, ifCreated, ifUpdated);
            }
        }
        afterPut(key, upperCase, answer, value, ifCreated, ifUpdated, mustFit);
    }

    private void afterPut(int key, boolean upperCase, Presence answer, byte[] value, long ifCreated, long ifUpdated, boolean mustFit) {
        compare(key, answer);
        enter(key, answer == Presence.LIVE, value, ifCreated, ifUpdated);
        Presence now = keyspace.get(encode(key, upperCase), buffer);
        if (now == Presence.ABSENT && !mustFit) {
            compare(key, now);
        }
        check(now == Presence.ABSENT && !mustFit || isValue(model.get(key), buffer), "is not there after its put", name, key, now, value.length);
    }

    private void enter(int key, boolean update, byte[] value, long ifCreated, long ifUpdated) {
        Mapping before = model.get(key);
        long expireAt = !update ? ifCreated : ifUpdated == Expiry.KEEP ? before.expireAt : ifUpdated;
        Mapping entered = new Mapping(value, expirable ? expireAt : Expiry.ETERNAL, update ? before.since : ++changes);
        entered.mayBeGone = isExpired(entered);
        model.put(key, entered);
    }

    /** After a put of {@code value} failed half way: it has taken effect, or nothing has. */
    void afterFailedPut(int key, byte[] value, long ifCreated, long ifUpdated) {
        boolean update = expected(key) == Presence.LIVE;
        // What was there may have been evicted on the way, and so may the new one, if it cannot fit.
        doubtful += 2;
        Presence now = keyspace.get(encode(key, false), buffer);
        boolean stored = now != Presence.ABSENT && Arrays.equals(value, 0, value.length, buffer.bytes(), 0, buffer.length());
        if (stored && !isValue(model.get(key), buffer)) {
            // Where the old one was evicted first, this put created the mapping.
            enter(key, update && buffer.expireAt() != ifCreated, value, ifCreated, ifUpdated);
        }
        compare(key, now);
        check(now == Presence.ABSENT || isValue(model.get(key), buffer), "has neither the old nor the new value", name, key, now);
    }

    void remove(int key, boolean upperCase) {
        StoreKey storeKey = encode(key, upperCase);
        Presence answer = keyspace.remove(storeKey);
        check((answer == null) == refusing, "plain writes are refused?", name, refusing, answer);
        if (answer == null) {
            try (LockedKey lock = keyspace.lock(storeKey)) {
                answer = lock.remove();
            }
        }
        compare(key, answer);
        model.remove(key);
    }

    /** After a removal failed half way. */
    void afterFailedRemove(int key) {
        Presence now = keyspace.get(encode(key, false), buffer);
        if (now == Presence.ABSENT) {
            model.remove(key);
        }
        compare(key, now);
    }

    void touch(int key, boolean upperCase, long expireAt, boolean inVain) {
        if (!expirable) {
            return;
        }
        Mapping mapping = model.get(key);
        long now = mapping == null ? Expiry.ETERNAL - 1 : mapping.expireAt;
        long expected = inVain ? now - 1 : now;
        if (expected == expireAt) {
            return;
        }
        if (keyspace.touch(encode(key, upperCase), expected, expireAt)) {
            check(mapping != null && !inVain, "was touched though it should not have been", name, key, expected, expireAt);
            mapping.expireAt = expireAt;
            mapping.mayBeGone = isExpired(mapping);
        } else if (!inVain) {
            compare(key, Presence.ABSENT);
        }
    }

    /** Looks and then writes, as a compound operation. */
    void exchange(int key, boolean upperCase, byte[] value, long ifCreated, boolean removes, boolean mustFit) {
        StoreKey storeKey = encode(key, upperCase);
        try (LockedKey locked = keyspace.lock(storeKey)) {
            Presence look = locked.get(buffer);
            compare(key, look);
            check(look == Presence.ABSENT || isValue(model.get(key), buffer), "has another value or expiry time", name, key, look);
            if (look == Presence.LIVE && removes) {
                compare(key, locked.remove());
                model.remove(key);
            } else {
                Presence answer = locked.put(value, 0, value.length, ifCreated, Expiry.KEEP);
                afterPut(key, upperCase, answer, value, ifCreated, Expiry.KEEP, mustFit);
            }
        }
    }

    /** Holds the locks of several keys and removes or looks at each. */
    void lockAll(int[] several, boolean upperCase, boolean removes) {
        StoreKey[] storeKeys = Arrays.stream(several).mapToObj(key -> encode(key, upperCase)).toArray(StoreKey[]::new);
        LockedKey[] locked = keyspace.lockAll(storeKeys);
        for (int i = 0; i < several.length; i++) {
            compare(several[i], removes ? locked[i].remove() : locked[i].contains());
            if (removes) {
                model.remove(several[i]);
            }
        }
        for (int i = locked.length - 1; i >= 0; i--) {
            locked[i].close();
        }
    }

    /** Whether it worked: without any block for another index it cannot. */
    void clear() {
        keyspace.clear();
        forget();
        check(keyspace.size() == 0, "has a size after clear", name, keyspace.size());
    }

    private void forget() {
        doubtful += model.size();
        model.clear();
        changes++;
    }

    /** Closes it and opens another of the same kind. */
    void reopen() {
        keyspace.close();
        for (Walk walk : walks) {
            checkEnded(walk.cursor);
        }
        walks.clear();
        forget();
        keyspace = store.openKeyspace(name, expirable);
        refusing = false;
        evictionsSeen = 0;
        doubtful = 0;
    }

    /** Keys that were copied before it was closed may still come. */
    private void checkEnded(KeyCursor cursor) {
        try {
            for (int left = MOST_COPIED; cursor.next() != null; left--) {
                check(left > 0, "can be walked after it was closed", name);
            }
        } catch (StoreClosedException expected) {
            // So it should be.
        }
    }

    void refusePlainWrites(boolean refuse) {
        keyspace.refusePlainWrites(refuse);
        refusing = refuse;
    }

    void beginWalk() {
        walks.add(new Walk(keyspace.keys(), changes, new HashSet<>()));
    }

    /** Takes some keys of the eldest walk. */
    void continueWalk(int most) {
        if (walks.isEmpty()) {
            beginWalk();
        }
        Walk walk = walks.get(0);
        for (int i = 0; i < most; i++) {
            byte[] encoded = walk.cursor.next();
            if (encoded == null) {
                walks.remove(0);
                checkComplete(walk);
                return;
            }
            int key = keys.decode(encoded);
            Mapping mapping = model.get(key);
            check(walk.met.add(key) || mapping == null || mapping.since > walk.begun, "was met twice", name, key);
        }
    }

    /** Whatever has been there since before the walk began was met, unless it has gone since. */
    private void checkComplete(Walk walk) {
        for (Map.Entry<Integer, Mapping> entry : List.copyOf(model.entrySet())) {
            if (entry.getValue().since <= walk.begun && !walk.met.contains(entry.getKey())) {
                Presence now = keyspace.contains(encode(entry.getKey(), false));
                compare(entry.getKey(), now);
                check(now == Presence.ABSENT, "was not met by a walk", name, entry.getKey());
            }
        }
    }

    /** After the clock was set: what has expired now may go. */
    void clockJumped() {
        model.values().forEach(mapping -> mapping.mayBeGone |= isExpired(mapping));
    }

    /** After each step: learns what was evicted, if anything was. */
    void reconcile(boolean always) {
        long gone = keyspace.evictions() - evictionsSeen;
        if (gone == 0 && !always) {
            doubtful = 0;
            return;
        }
        evictionsSeen += gone;
        Set<Integer> present = new HashSet<>();
        KeyCursor cursor = keyspace.keys();
        for (byte[] encoded = cursor.next(); encoded != null; encoded = cursor.next()) {
            int key = keys.decode(encoded);
            check(present.add(key), "was met twice", name, key);
            check(model.containsKey(key), "should not be there", name, key);
        }
        check(present.size() == keyspace.size(), "has another size", name, present.size(), keyspace.size());
        long missing = 0;
        for (Iterator<Map.Entry<Integer, Mapping>> all = model.entrySet().iterator(); all.hasNext();) {
            Map.Entry<Integer, Mapping> entry = all.next();
            if (!present.contains(entry.getKey())) {
                missing += entry.getValue().mayBeGone ? 0 : 1;
                doubtful += entry.getValue().mayBeGone ? 1 : 0;
                all.remove();
            }
        }
        check(missing <= gone && gone <= missing + doubtful, "evictions do not explain what is missing", name, gone, missing, doubtful);
        doubtful = 0;
    }

    void compareAll() {
        for (int key : List.copyOf(model.keySet())) {
            get(key, (key & 1) == 0);
        }
    }
}
