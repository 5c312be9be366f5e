package org.varve.jcache.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.varve.jcache.internal.expiry.ExpiryTimes;

/**
 * The same random operations on Varve and on the reference implementation, compared one by one: result or exception, events,
 * loader and writer calls, counts, keys that are there afterwards. What may differ is in {@link Exemption} and
 * {@link Adaptation}; each of these has to be needed.
 */
class DifferentialTest {
    private static final int SEQUENCES = Integer.getInteger("varve.differential.sequences", 5_000);
    private static final long FIRST = Long.getLong("varve.differential.first", 0);

    /** Policies that throw are logged once for each cache. */
    private static final Logger POLICIES = Logger.getLogger(ExpiryTimes.class.getName());

    @BeforeEach
    void beSilent() {
        POLICIES.setLevel(Level.OFF);
    }

    @AfterEach
    void beSilentNoLonger() {
        POLICIES.setLevel(null);
    }

    @Test
    void varveDoesWhatTheReferenceImplementationDoes() {
        try (Comparison comparison = new Comparison(EnumSet.allOf(Exemption.class))) {
            for (long seed = FIRST; seed < FIRST + SEQUENCES; seed++) {
                String difference = comparison.compare(seed);
                long failed = seed;
                assertNull(difference, () -> difference + "again: mvn -B -pl provider test -DfailIfNoTests=false "
                        + "-Dtest=DifferentialTest -Dvarve.differential.sequences=1 -Dvarve.differential.first=" + failed);
            }
            System.out.printf("differential: %d sequences, %d operations, no difference but %s and %s%n", SEQUENCES,
                    comparison.operations(), comparison.exemptions(), comparison.adaptations());
            if (SEQUENCES >= 1_000) {
                assertEquals(EnumSet.allOf(Exemption.class), comparison.exemptions().keySet(), "needed");
                assertEquals(EnumSet.allOf(Adaptation.class), comparison.adaptations().keySet(), "needed");
            }
        }
    }

    /** Also shows that a difference is found, and told in short. */
    @ParameterizedTest
    @EnumSource(Exemption.class)
    void withoutAnExemptionTheTwoDiffer(Exemption exemption) {
        try (Comparison comparison = new Comparison(EnumSet.complementOf(EnumSet.of(exemption)))) {
            String difference = null;
            for (long seed = 0; difference == null && seed < 1_000; seed++) {
                difference = comparison.compare(seed);
            }
            assertNotNull(difference);
            assertTrue(difference.contains("VARVE") && difference.lines().count() < 40, difference);
        }
    }
}
