package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A compound operation in another thread, which looks at a mapping twice and then changes it: nobody else may change it in between. */
final class TwoLooks {
    private final ValueBuffer first = new ValueBuffer();
    private final ValueBuffer second = new ValueBuffer();
    private final CountDownLatch looked = new CountDownLatch(1);
    private final Thread thread;

    TwoLooks(Keyspace keyspace, String key, Consumer<LockedKey> change) {
        thread = new Thread(() -> {
            try (LockedKey locked = keyspace.lock(Mappings.key(key))) {
                locked.get(first);
                looked.countDown();
                Thread.sleep(2);
                locked.get(second);
                change.accept(locked);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }, "two looks");
        thread.setDaemon(true);
    }

    /** Goes on after the first look, or if that seems to wait for this thread. */
    void begin() {
        thread.start();
        try {
            looked.await(Elsewhere.A_WHILE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits for the end and compares the two looks. */
    void end(String where) throws InterruptedException {
        thread.join();
        assertArrayEquals(value(), Arrays.copyOf(second.bytes(), second.length()), "changed between look and write, " + where);
        assertEquals(first.expireAt(), second.expireAt(), "changed between look and write, " + where);
    }

    /** What the first look has found. */
    byte[] value() {
        return Arrays.copyOf(first.bytes(), first.length());
    }

    /** What the first look has found. */
    long expireAt() {
        return first.expireAt();
    }
}
