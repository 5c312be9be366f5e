package org.varve.examples.footprint;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FootprintTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void fillingUsesTheBudgetAndKeepsTheBooks() {
        boolean good = new FillDemo(16L << 20, 60_000, 1_100, out).run();
        assertTrue(good, () -> bytes.toString(StandardCharsets.UTF_8));
        assertFalse(bytes.toString(StandardCharsets.UTF_8).contains("WRONG"));
    }

    @Test
    void roundsEndAndReport() {
        new RoundsDemo(16L << 20, 10, out).run();
        // How much of so little the C library keeps is not ours to promise; the command shows it with real sizes.
        assertTrue(bytes.toString(StandardCharsets.UTF_8).contains("round   10"), () -> bytes.toString(StandardCharsets.UTF_8));
    }
}
