package org.varve.store.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Which line a hash has before, during and after changes of size; what is taken over from where, and what is not needed any more. */
class SketchDirectoryTest {
    private static final int LINE_SHIFT = 3;

    private final long[] hashes = new SplittableRandom(6).longs(5_000).toArray();
    private long nextAddress;

    private long newAddress() {
        return nextAddress++;
    }

    private SketchDirectory of(int blocks) {
        return convertAll(SketchDirectory.empty(LINE_SHIFT).resized(blocks));
    }

    private SketchDirectory convertAll(SketchDirectory directory) {
        SketchDirectory now = directory;
        while (now.isChanging()) {
            now = now.converted(newAddress());
        }
        return now;
    }

    @Test
    void linesServeEquallyManyHashesWhateverTheirNumber() {
        long[] many = new SplittableRandom(7).longs(200_000).toArray();
        for (int blocks : new int[] {1, 2, 3, 5, 6, 11}) {
            SketchDirectory directory = of(blocks);
            int[] served = new int[blocks << LINE_SHIFT];
            for (long hash : many) {
                served[(int) directory.lineOf(hash)]++;
            }
            double mean = (double) many.length / served.length;
            for (int each : served) {
                assertEquals(mean, each, 6 * Math.sqrt(mean), blocks + " blocks");
            }
        }
        assertEquals(0, of(7).lineOf(0));
        assertEquals((7 << LINE_SHIFT) - 1, of(7).lineOf(-1));
    }

    @Test
    void everyStepOfEveryChange() {
        Random random = new Random(12);
        SketchDirectory now = of(1);
        for (int change = 0; change < 60; change++) {
            int wanted = 1 + random.nextInt(20);
            if (wanted == now.blocks()) {
                continue;
            }
            SketchDirectory before = now;
            now = now.resized(wanted);
            assertTrue(now.isChanging());
            assertLinesOf(before, now);
            while (now.isChanging()) {
                now = step(before, now);
            }
            assertEquals(wanted, now.blocks());
            assertEquals(wanted, now.present().length);
            assertEquals(wanted, now.addresses().length);
            assertFalse(Arrays.stream(now.present()).anyMatch(address -> Arrays.stream(before.addresses()).anyMatch(old -> old == address)), "a block is left");
        }
    }

    private SketchDirectory step(SketchDirectory before, SketchDirectory now) {
        long address = newAddress();
        int number = now.next();
        SketchDirectory changed = now.converted(address);
        assertEquals(address, changed.addresses()[number]);
        Set<Long> gone = new HashSet<>();
        for (int i = now.firstUnneeded(); i < now.endOfUnneeded(); i++) {
            if (now.addresses()[i] != SketchDirectory.NONE) {
                assertTrue(gone.add(now.addresses()[i]));
            }
        }
        // Whatever was there is still there or is given up, and nothing else is.
        for (long old : now.present()) {
            assertNotEquals(gone.contains(old), Arrays.stream(changed.present()).anyMatch(still -> still == old));
        }
        for (long hash : hashes) {
            long line = changed.lineOf(hash);
            assertNotEquals(SketchDirectory.NONE, changed.addressOf(line), "a line without a block");
            if (changed.addressOf(line) == address) {
                long former = before.lineOf(hash);
                assertTrue(former >= now.firstSource(line) && former < now.endOfSources(line), "nothing was taken over from line " + former);
                assertEquals(before.addressOf(former), now.addressOf(former));
            } else {
                assertEquals(now.lineOf(hash), line);
                assertEquals(now.addressOf(line), changed.addressOf(line));
            }
        }
        return changed;
    }

    private void assertLinesOf(SketchDirectory expected, SketchDirectory actual) {
        for (long hash : hashes) {
            assertEquals(expected.lineOf(hash), actual.lineOf(hash));
        }
    }

    @Test
    void doublingTakesOverFromOneLineOnly() {
        SketchDirectory doubling = of(3).resized(6);
        for (long line = 0; line < 6 << LINE_SHIFT; line++) {
            assertEquals(line / 2, doubling.firstSource(line));
            assertEquals(line / 2 + 1, doubling.endOfSources(line));
        }
    }

    @Test
    void whatHasNoBlockYetHasNoLine() {
        SketchDirectory now = SketchDirectory.empty(LINE_SHIFT).resized(4);
        assertEquals(SketchDirectory.NONE, now.lineOf(-1));
        now = now.converted(newAddress());
        assertEquals((4 << LINE_SHIFT) - 1, now.lineOf(-1));
        assertEquals(SketchDirectory.NONE, now.lineOf(0));
    }

    @Test
    void aBlockThatMovesKeepsItsLines() {
        SketchDirectory changing = of(5).resized(8).converted(newAddress());
        SketchDirectory moved = changing.moved(2, 999);
        assertLinesOf(changing, moved);
        assertEquals(999, moved.addressOf(2 << LINE_SHIFT));
        assertEquals(changing.present().length, moved.present().length);
    }
}
