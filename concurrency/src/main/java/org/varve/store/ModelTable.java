package org.varve.store;

/** A table as the models have it: one key that belongs into the low bucket before a split and into the high one until a merge. */
final class ModelTable {
    private final ModelBucket low;
    private final ModelBucket high = new ModelBucket(0);
    private volatile int table;

    /** @param word what the key's slot holds at first, 0 for nothing */
    ModelTable(int word) {
        low = new ModelBucket(word);
    }

    private ModelBucket bucket(int seenTable) {
        return seenTable == 0 ? low : high;
    }

    int read() {
        int seen = table;
        ModelBucket bucket = bucket(seen);
        long version = bucket.beginRead();
        int word = bucket.word;
        return bucket.endRead(version) && table == seen ? word : ModelBucket.DISTURBED;
    }

    void write(int word) {
        while (true) {
            int seen = table;
            ModelBucket bucket = bucket(seen);
            bucket.lock();
            boolean current = table == seen;
            if (current) {
                bucket.word = word;
            }
            bucket.unlock();
            if (current) {
                return;
            }
        }
    }

    void split() {
        low.lock();
        high.lock();
        high.word = low.word;
        low.word = 0;
        table = 1;
        high.unlock();
        low.unlock();
    }

    void merge() {
        low.lock();
        high.lock();
        low.word = high.word;
        high.word = 0;
        table = 0;
        high.unlock();
        low.unlock();
    }
}
