package org.varve.store;

import org.varve.store.index.BucketStamp;

/** What a put wants to store. Kept by its {@link StoreKey} from one put to the next, so that a put makes no garbage. */
final class PutRequest {
    private byte[] value;
    private int offset;
    private long shape;
    private long size;
    private long ifCreated;
    private long ifUpdated;
    private long now;
    /** What the key's bucket was when its entry was looked for. */
    private final BucketStamp looked = new BucketStamp();

    /** @param from where in {@code bytes} the value begins; its length is that of the shape */
    void set(byte[] bytes, int from, long recordShape, long recordSize, long expireIfCreated, long expireIfUpdated, long millis) {
        value = bytes;
        offset = from;
        shape = recordShape;
        size = recordSize;
        ifCreated = expireIfCreated;
        ifUpdated = expireIfUpdated;
        now = millis;
    }

    /** The change's {@link EntryPlace} is to be believed only as long as this is unchanged. */
    BucketStamp looked() {
        return looked;
    }

    /** The caller's array is not kept. */
    void clear() {
        value = null;
        looked.forget();
    }

    byte[] value() {
        return value;
    }

    int offset() {
        return offset;
    }

    /** See {@link org.varve.store.log.RecordLayout}. */
    long shape() {
        return shape;
    }

    /** Bytes of the record. */
    long size() {
        return size;
    }

    long ifCreated() {
        return ifCreated;
    }

    long ifUpdated() {
        return ifUpdated;
    }

    /** Wall clock; 0 where nothing expires. */
    long now() {
        return now;
    }
}
