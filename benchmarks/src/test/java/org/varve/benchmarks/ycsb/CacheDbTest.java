package org.varve.benchmarks.ycsb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.Vector;
import org.junit.jupiter.api.Test;
import org.varve.benchmarks.peers.PeerCache;
import site.ycsb.ByteArrayByteIterator;
import site.ycsb.ByteIterator;
import site.ycsb.Status;

/** Records in a cache. */
class CacheDbTest {
    private final Map<String, Object> content = new HashMap<>();
    private final CacheDb db = new CacheDb(new PeerCache() {
        @Override
        public Object get(String key) {
            return content.get(key);
        }

        @Override
        public void put(String key, Object value) {
            content.put(key, value);
        }

        @Override
        public void close() {
            content.clear();
        }
    });

    private static Map<String, ByteIterator> fields(String... names) {
        Map<String, ByteIterator> fields = new HashMap<>();
        for (String name : names) {
            fields.put(name, new ByteArrayByteIterator(name.getBytes()));
        }
        return fields;
    }

    @Test
    void aRecordIsWrittenChangedAndRead() {
        assertEquals(Status.OK, db.insert("t", "k", fields("a", "b")));
        Object first = content.get("k");
        assertEquals(Status.OK, db.update("t", "k", Map.of("b", new ByteArrayByteIterator(new byte[] {7}))));
        // A cache of references must not see a record change.
        assertNotSame(first, content.get("k"));
        Map<String, ByteIterator> all = new HashMap<>();
        assertEquals(Status.OK, db.read("t", "k", null, all));
        assertEquals(Set.of("a", "b"), all.keySet());
        assertArrayEquals(new byte[] {7}, all.get("b").toArray());
        Map<String, ByteIterator> one = new HashMap<>();
        assertEquals(Status.OK, db.read("t", "k", Set.of("a"), one));
        assertEquals(Set.of("a"), one.keySet());
        assertEquals(0, db.missing());
    }

    @Test
    void whatIsNotThereOrCannotBeIsToldSo() {
        assertEquals(Status.NOT_FOUND, db.read("t", "none", null, new HashMap<>()));
        assertEquals(Status.NOT_FOUND, db.update("t", "none", fields("a")));
        assertEquals(2, db.missing());
        assertEquals(Status.NOT_IMPLEMENTED, db.scan("t", "k", 5, null, new Vector<>()));
        assertEquals(Status.NOT_IMPLEMENTED, db.delete("t", "k"));
    }
}
