package org.varve.jcache.internal.coding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class ScratchPoolTest {
    private final ScratchPool pool = new ScratchPool();

    @Test
    void aThreadGetsBackWhatItReturned() {
        Scratch first = pool.take();
        first.close();
        assertSame(first, pool.take());
    }

    @Test
    void nestedUseGetsBuffersOfItsOwn() {
        Scratch outer = pool.take();
        Scratch inner = pool.take();
        assertNotSame(outer, inner);
        inner.close();
        outer.close();
        assertSame(outer, pool.take());
    }

    @Test
    void hugeBuffersAreNotKept() {
        Scratch huge = pool.take();
        huge.value().reserve(Scratch.KEEP_LIMIT + 1);
        huge.close();
        assertNotSame(huge, pool.take());
    }

    @Test
    void noTwoThreadsEverHoldTheSame() throws InterruptedException {
        Set<Scratch> held = ConcurrentHashMap.newKeySet();
        ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
        Thread[] threads = new Thread[8];
        for (int t = 0; t < threads.length; t++) {
            threads[t] = new Thread(() -> {
                for (int i = 0; i < 20_000; i++) {
                    Scratch scratch = pool.take();
                    if (!held.add(scratch)) {
                        failures.add("shared");
                    }
                    held.remove(scratch);
                    scratch.close();
                }
            });
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertTrue(failures.isEmpty());
        assertEquals(0, held.size());
    }
}
