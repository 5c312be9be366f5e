package org.varve.store;

import java.util.Arrays;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * What Lincheck does with a keyspace: operations on two keys of a tiny store, while records are moved, blocks are used again, and buckets are split.
 * Lincheck makes an object for each run of a scenario.
 */
@Param(name = "key", gen = IntGen.class, conf = "1:2")
@Param(name = "value", gen = IntGen.class, conf = "1:3")
@Param(name = "time", gen = IntGen.class, conf = "0:2")
public class KeyspaceOperations {
    /** Long enough for several cache lines. */
    private static final int LENGTH = 200;
    /** None comes during a test. For the second a record that never was to expire stays where it is, for the third it is moved. */
    private static final long[] TIMES = {Expiry.ETERNAL, System.currentTimeMillis() + 40 * 60_000, Expiry.ETERNAL - 1};

    private final Rig rig = Rig.take();
    private final Keyspace keyspace = rig.keyspace();

    static StoreKey key(int number) {
        byte[] bytes = {(byte) number, 0, 0, 0, 0, 0, 0, 0, 0};
        StoreKey key = new StoreKey();
        key.setCanonical(bytes, bytes.length);
        return key;
    }

    static byte[] bytes(int value) {
        byte[] bytes = new byte[lengthOf(value)];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    /** Two of three values have the same length, so that some updates find a record of the same shape, and some do not. */
    private static int lengthOf(int value) {
        return value == 3 ? LENGTH + 30 : LENGTH;
    }

    static Presence put(Keyspace keyspace, StoreKey key, int value) {
        byte[] bytes = bytes(value);
        return keyspace.put(key, bytes, 0, bytes.length, Expiry.ETERNAL, Expiry.KEEP);
    }

    static Presence put(LockedKey locked, int value) {
        byte[] bytes = bytes(value);
        return locked.put(bytes, 0, bytes.length, Expiry.ETERNAL, Expiry.KEEP);
    }

    private static long millis(int time) {
        return TIMES[time];
    }

    private static int timeOf(long millis) {
        int time = 0;
        while (TIMES[time] != millis) {
            time++;
        }
        return time;
    }

    static boolean is(Presence presence) {
        return presence == Presence.LIVE;
    }

    /** The value and the expiry time, as one number; 0 if there is no mapping, -1 if the value is torn. */
    @Operation
    public int get(@Param(name = "key") int key) {
        ValueBuffer buffer = new ValueBuffer();
        return is(keyspace.get(key(key), buffer)) ? decode(buffer) : 0;
    }

    private static int decode(ValueBuffer buffer) {
        byte first = buffer.bytes()[0];
        for (int i = 0; i < buffer.length(); i++) {
            if (buffer.bytes()[i] != first) {
                return -1;
            }
        }
        int time = timeOf(buffer.expireAt());
        return buffer.length() == lengthOf(first) ? first * 10 + time : -1;
    }

    @Operation
    public boolean contains(@Param(name = "key") int key) {
        return is(keyspace.contains(key(key)));
    }

    /** Returns whether a mapping was replaced. */
    @Operation
    public boolean put(@Param(name = "key") int key, @Param(name = "value") int value) {
        return is(put(keyspace, key(key), value));
    }

    @Operation
    public boolean remove(@Param(name = "key") int key) {
        return is(keyspace.remove(key(key)));
    }

    @Operation
    public boolean touch(@Param(name = "key") int key, @Param(name = "time") int expected, @Param(name = "time") int time) {
        return expected != time && keyspace.touch(key(key), millis(expected), millis(time));
    }

    @Operation
    public boolean putIfAbsent(@Param(name = "key") int key, @Param(name = "value") int value) {
        try (LockedKey locked = keyspace.lock(key(key))) {
            return !is(locked.contains()) && !is(put(locked, value));
        }
    }

    @Operation
    public int getAndRemove(@Param(name = "key") int key) {
        try (LockedKey locked = keyspace.lock(key(key))) {
            ValueBuffer buffer = new ValueBuffer();
            int before = is(locked.get(buffer)) ? decode(buffer) : 0;
            return before != 0 && is(locked.remove()) ? before : 0;
        }
    }

    /** Nobody may notice. */
    @Operation
    public void reclaim() {
        rig.compact();
    }

    /** Nobody may notice. */
    @Operation
    public void split() {
        rig.split();
    }

    final Keyspace keyspace() {
        return keyspace;
    }

    /** At the end of each run: the store is emptied, and its accounts must be at zero. */
    @Validate
    public void accounts() {
        rig.giveBackUnlessWorn();
    }
}
