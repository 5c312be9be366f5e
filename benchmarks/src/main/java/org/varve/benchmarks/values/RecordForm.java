package org.varve.benchmarks.values;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** A record of named fields, as YCSB has it: a count, then names and contents with their lengths. */
final class RecordForm implements HandWritten<HashMap<String, byte[]>> {
    private static final int FIELDS = 10;
    private static final int LENGTH = 100;

    /** Records of ten fields of 100 bytes. */
    static Object[] records(int count) {
        Object[] records = new Object[count];
        for (int i = 0; i < count; i++) {
            HashMap<String, byte[]> record = new HashMap<>();
            for (int field = 0; field < FIELDS; field++) {
                byte[] content = new byte[LENGTH];
                new SplittableRandom((long) i * FIELDS + field).nextBytes(content);
                record.put("field" + field, content);
            }
            records[i] = record;
        }
        return records;
    }

    @Override
    public int size(HashMap<String, byte[]> value) {
        int size = Byte.BYTES;
        for (Map.Entry<String, byte[]> field : value.entrySet()) {
            size += Byte.BYTES + field.getKey().length() + Integer.BYTES + field.getValue().length;
        }
        return size;
    }

    @Override
    public void write(HashMap<String, byte[]> value, ByteBuffer out) {
        out.put((byte) value.size());
        for (Map.Entry<String, byte[]> field : value.entrySet()) {
            out.put((byte) field.getKey().length()).put(field.getKey().getBytes(StandardCharsets.ISO_8859_1));
            out.putInt(field.getValue().length).put(field.getValue());
        }
    }

    @Override
    public HashMap<String, byte[]> read(ByteBuffer in) {
        int fields = in.get();
        HashMap<String, byte[]> record = new HashMap<>(2 * fields);
        for (int i = 0; i < fields; i++) {
            byte[] name = new byte[in.get()];
            in.get(name);
            byte[] content = new byte[in.getInt()];
            in.get(content);
            record.put(new String(name, StandardCharsets.ISO_8859_1), content);
        }
        return record;
    }
}
