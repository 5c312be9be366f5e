package org.varve.benchmarks.peers;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Not a cache, but the least that one off the heap has to do for a get or a put: read the characters of the key, find them in a table off the heap, copy the value. It
 * evicts nothing, expires nothing, counts nothing, keeps no two threads apart, and ends when it is full. What it takes is what no cache can go below.
 */
final class BarePeer implements Peer {
    @Override
    public PeerCache open(Setup setup) {
        if (setup.values().type() != byte[].class) {
            throw new IllegalStateException("the bare table holds arrays of bytes only, not " + setup.values().label());
        }
        return new BareTable(setup.entries(), (int) Math.min(Integer.MAX_VALUE, setup.capacityBytes()));
    }

    /** Open addressing with linear probing, half full: eight bytes a slot, of which the upper 24 bits are of the hash and the lower 40 say where the record begins, plus 1. */
    private static final class BareTable implements PeerCache {
        private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
        private static final int LOCATION_BITS = 40;
        private static final long LOCATION_MASK = (1L << LOCATION_BITS) - 1;
        private static final int HEADER = 8;
        private static final long MIXER = 0x9e3779b97f4a7c15L;

        private final int mask;
        private final ByteBuffer slots;
        private final ByteBuffer records;
        private int end;

        BareTable(int entries, int bytes) {
            mask = Integer.highestOneBit(Math.max(1, entries)) * 4 - 1;
            slots = ByteBuffer.allocateDirect((mask + 1) * Long.BYTES).order(ByteOrder.nativeOrder());
            records = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
        }

        @Override
        public Object get(String key) {
            byte[] bytes = key.getBytes(StandardCharsets.ISO_8859_1);
            int at = find(bytes, hash(bytes));
            if (at < 0) {
                return null;
            }
            byte[] value = new byte[records.getInt(at + Integer.BYTES)];
            records.get(at + HEADER + bytes.length, value);
            return value;
        }

        @Override
        public void put(String key, Object value) {
            byte[] bytes = key.getBytes(StandardCharsets.ISO_8859_1);
            byte[] content = (byte[]) value;
            long hash = hash(bytes);
            int at = find(bytes, hash);
            if (at < 0 || records.getInt(at + Integer.BYTES) != content.length) {
                at = append(bytes, content.length);
                slots.putLong(slot(bytes, hash), hash & ~LOCATION_MASK | at + 1);
            }
            records.put(at + HEADER + bytes.length, content);
        }

        private int append(byte[] key, int length) {
            int at = end;
            end = Math.addExact(end, HEADER + key.length + length);
            records.putInt(at, key.length).putInt(at + Integer.BYTES, length).put(at + HEADER, key);
            return at;
        }

        /** Where the key's record begins; -1 if it has none. */
        private int find(byte[] key, long hash) {
            return (int) (slots.getLong(slot(key, hash)) & LOCATION_MASK) - 1;
        }

        /** Address of the key's slot, or of the one that it would have. */
        private int slot(byte[] key, long hash) {
            int slot = (int) hash & mask;
            long word = slots.getLong(slot * Long.BYTES);
            while (word != 0 && ((word ^ hash) >>> LOCATION_BITS != 0 || !isKey((int) (word & LOCATION_MASK) - 1, key))) {
                slot = slot + 1 & mask;
                word = slots.getLong(slot * Long.BYTES);
            }
            return slot * Long.BYTES;
        }

        private boolean isKey(int at, byte[] key) {
            if (records.getInt(at) != key.length) {
                return false;
            }
            int i = 0;
            for (; i + Long.BYTES <= key.length; i += Long.BYTES) {
                if (records.getLong(at + HEADER + i) != (long) LONG.get(key, i)) {
                    return false;
                }
            }
            for (; i < key.length; i++) {
                if (records.get(at + HEADER + i) != key[i]) {
                    return false;
                }
            }
            return true;
        }

        private static long hash(byte[] key) {
            long hash = key.length;
            int i = 0;
            for (; i + Long.BYTES <= key.length; i += Long.BYTES) {
                hash = mixed(hash ^ (long) LONG.get(key, i));
            }
            for (; i < key.length; i++) {
                hash = (hash ^ key[i]) * MIXER;
            }
            return mixed(hash);
        }

        private static long mixed(long hash) {
            long product = hash * MIXER;
            return product ^ product >>> Integer.SIZE;
        }

        @Override
        public double held() {
            return end;
        }

        @Override
        public void close() {
            end = 0;
        }
    }
}
