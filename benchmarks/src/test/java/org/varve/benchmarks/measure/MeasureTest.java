package org.varve.benchmarks.measure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

/** Distribution, ratios and processes that are asked. */
class MeasureTest {
    @Test
    void zipfFavoursTheFewThatItShould() {
        int[] drawn = new Zipf(1_000, 0.99, 1).draw(200_000, 2);
        int[] counts = new int[1_000];
        Arrays.stream(drawn).forEach(entry -> counts[entry]++);
        Arrays.sort(counts);
        double harmonic = 0;
        for (int rank = 1; rank <= 1_000; rank++) {
            harmonic += Math.pow(rank, -0.99);
        }
        assertEquals(1 / harmonic, counts[999] / 200_000.0, 0.005);
        assertEquals(Math.pow(2, -0.99) / harmonic, counts[998] / 200_000.0, 0.005);
        assertTrue(counts[0] > 0);
    }

    @Test
    void zipfRepeatsItself() {
        assertArrayEquals(new Zipf(100, 0.99, 1).draw(50, 2), new Zipf(100, 0.99, 1).draw(50, 2));
        assertTrue(!Arrays.equals(new Zipf(100, 0.99, 1).draw(50, 2), new Zipf(100, 0.99, 1).draw(50, 3)));
        assertTrue(!Arrays.equals(new Zipf(100, 0.99, 1).draw(50, 2), new Zipf(100, 0.99, 3).draw(50, 2)));
    }

    @Test
    void ratiosAreTakenRoundByRound() {
        Rounds rounds = new Rounds();
        rounds.add("a", values(9, 2, 4, 12));
        rounds.add("b", values(1, 1, 2, 2));
        rounds.run(1, 3);
        Ratio ratio = rounds.ratio("a", "b");
        assertEquals(new Ratio(2, 2, 6), ratio);
        assertEquals(4, rounds.median("a"));
    }

    private static DoubleSupplier values(double... values) {
        int[] at = new int[1];
        return () -> values[at[0]++];
    }

    @Test
    void aProcessAnswersUntilItFails() throws IOException {
        try (Fork fork = new Fork(List.of("-Xmx64m"), Echo.class, List.of("fine"))) {
            assertEquals("ready", fork.answer());
            assertEquals("fine: one", fork.ask("one"));
            assertEquals("fine: two", fork.ask("two"));
            IllegalStateException failure = assertThrows(IllegalStateException.class, () -> fork.ask("fail"));
            assertTrue(failure.getMessage().contains("asked to fail, caused by java.io.IOException: the cause"), failure.getMessage());
        }
    }

    @Test
    void aProcessThatDiesOrDoesNotStartSaysWhy() throws IOException {
        try (Fork fork = new Fork(List.of("-Xmx64m"), Echo.class, List.of("fine"))) {
            fork.answer();
            IllegalStateException death = assertThrows(IllegalStateException.class, () -> fork.ask("die"));
            assertTrue(death.getMessage().contains("last words"), death.getMessage());
        }
        try (Fork fork = new Fork(List.of("-XX:NoSuchFlag"), Echo.class, List.of())) {
            IllegalStateException failure = assertThrows(IllegalStateException.class, fork::answer);
            assertTrue(failure.getMessage().contains("NoSuchFlag"), failure.getMessage());
        }
        try (Fork fork = new Fork(List.of("-Xmx64m"), Echo.class, List.of())) {
            IllegalStateException failure = assertThrows(IllegalStateException.class, fork::answer);
            assertTrue(failure.getMessage().contains("nothing to say"), failure.getMessage());
        }
    }

    /** The other side. */
    static final class Echo {
        public static void main(String[] arguments) {
            ForkedMain.serve(() -> {
                if (arguments.length == 0) {
                    throw new IllegalArgumentException("nothing to say");
                }
                System.out.println(ForkedMain.ANSWER + "printed by somebody else");
                return question -> answer(arguments[0], question);
            });
        }

        private static String answer(String prefix, String question) {
            if (question.equals("fail")) {
                throw new IllegalStateException("asked to fail", new IOException("the cause"));
            }
            if (question.equals("die")) {
                System.err.println("last words");
                Runtime.getRuntime().halt(3);
            }
            return prefix + ": " + question;
        }
    }
}
