package org.varve.examples.hibernate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);

    @Test
    void aLogGetsOneLineWhenAStageEnds() {
        Progress progress = new Progress(out, false, "stage", 1000);
        progress.show(1);
        progress.show(1000);
        progress.show(1000);

        assertEquals("  stage                      [" + "#".repeat(30) + "] 100 %      1,000 of 1,000    0 s\n", text());
    }

    @Test
    void aTerminalGetsALineThatMoves() {
        Progress progress = new Progress(out, true, "stage", 1000);
        progress.show(500);
        assertTrue(text().startsWith("\r  stage"), text());
        assertTrue(text().contains("[###############...............]  50 %"), text());

        progress.show(1000);
        assertTrue(text().endsWith("s\n"), text());
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }
}
