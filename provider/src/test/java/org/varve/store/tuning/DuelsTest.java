package org.varve.store.tuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Who is held for better. */
class DuelsTest {
    private static final int NONE = 0;
    private static final int FIRST = 1;
    private static final int SECOND = 2;
    private static final int BOTH = 3;

    private final Duels duels = new Duels(2, 10_000);

    private void count(int served, int times) {
        for (int i = 0; i < times; i++) {
            duels.count(served);
        }
    }

    @Test
    void aClearLeadCounts() {
        count(BOTH, 1000);
        count(NONE, 1000);
        count(FIRST, 100);
        count(SECOND, 200);
        assertEquals(1, duels.best(0));
        assertEquals(1, duels.best(1), "nobody is better than the best");
    }

    @Test
    void aLeadThatMayBeChanceDoesNot() {
        count(FIRST, 100);
        count(SECOND, 130);
        assertEquals(0, duels.best(0));
        assertEquals(1, duels.best(1));
    }

    @Test
    void aLeadThatIsNotWorthItDoesNot() {
        count(NONE, 19_000);
        count(SECOND, 50);
        assertEquals(0, duels.best(0));
        count(SECOND, 60);
        assertEquals(1, duels.best(0));
    }

    @Test
    void whatIsLongPastCountsLess() {
        count(FIRST, 9000);
        count(SECOND, 20_000);
        assertEquals(1, duels.best(0));
        count(FIRST, 20_000);
        assertEquals(0, duels.best(1));
    }

    @Test
    void whatAllServeTellsNothing() {
        count(FIRST, 100);
        count(SECOND, 200);
        count(BOTH, 1_000_000);
        assertEquals(1, duels.best(0));
    }

    @Test
    void equalsAreSeldomHeldForUnequal() {
        SplittableRandom random = new SplittableRandom(7);
        int changes = 0;
        int present = 0;
        for (int i = 0; i < 1_000_000; i++) {
            duels.count(random.nextBoolean() ? BOTH : random.nextBoolean() ? FIRST : SECOND);
            if (i % 256 == 0 && duels.best(present) != present) {
                present = duels.best(present);
                changes++;
            }
        }
        int seen = changes;
        assertTrue(changes <= 10, () -> seen + " changes in 3,906 looks");
    }
}
