package org.varve.examples.hibernate.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class HibernateQuickStartTest {

    @Test
    void itHitsTheCache() {
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            HibernateQuickStart.main(new String[0]);
        } finally {
            System.setOut(out);
        }
        assertEquals(List.of("Schweiz", "1 hit"), printed.toString(StandardCharsets.UTF_8).lines().toList());
    }
}
