package org.varve.benchmarks.ycsb;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.Vector;
import org.varve.benchmarks.peers.PeerCache;
import site.ycsb.ByteArrayByteIterator;
import site.ycsb.ByteIterator;
import site.ycsb.DB;
import site.ycsb.Status;

/**
 * A cache as YCSB's data base: a record is one value, a map of its fields. An update reads the record, changes a copy and puts it back, so two at the same time may
 * lose one, as YCSB allows. A cache has no order of keys, so there are no scans.
 */
public final class CacheDb extends DB {
    private final PeerCache cache;
    private long missing;

    /** For one thread. */
    public CacheDb(PeerCache cache) {
        this.cache = cache;
    }

    /** Reads and updates of records that were not there. */
    public long missing() {
        return missing;
    }

    @SuppressWarnings("unchecked") // nothing else was put
    private HashMap<String, byte[]> get(String key) {
        HashMap<String, byte[]> record = (HashMap<String, byte[]>) cache.get(key);
        missing += record == null ? 1 : 0;
        return record;
    }

    @Override
    public Status read(String table, String key, Set<String> fields, Map<String, ByteIterator> result) {
        HashMap<String, byte[]> record = get(key);
        if (record == null) {
            return Status.NOT_FOUND;
        }
        record.forEach((field, content) -> {
            if (fields == null || fields.contains(field)) {
                result.put(field, new ByteArrayByteIterator(content));
            }
        });
        return Status.OK;
    }

    @Override
    public Status update(String table, String key, Map<String, ByteIterator> values) {
        HashMap<String, byte[]> record = get(key);
        if (record == null) {
            return Status.NOT_FOUND;
        }
        HashMap<String, byte[]> changed = new HashMap<>(record);
        values.forEach((field, content) -> changed.put(field, content.toArray()));
        cache.put(key, changed);
        return Status.OK;
    }

    @Override
    public Status insert(String table, String key, Map<String, ByteIterator> values) {
        HashMap<String, byte[]> record = new HashMap<>();
        values.forEach((field, content) -> record.put(field, content.toArray()));
        cache.put(key, record);
        return Status.OK;
    }

    /** Not offered: removing is of no workload. */
    @Override
    public Status delete(String table, String key) {
        return Status.NOT_IMPLEMENTED;
    }

    @Override
    public Status scan(String table, String start, int count, Set<String> fields, Vector<HashMap<String, ByteIterator>> result) {
        return Status.NOT_IMPLEMENTED;
    }
}
