package org.varve.benchmarks.measure;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/** A bar on a terminal that shows how far a command has come; nothing where the output goes to a file. */
public final class Progress implements AutoCloseable {
    private static final int WIDTH = 30;
    private static final int LINE = 100;

    private final PrintStream out;
    private final boolean isTerminal;
    private final LongSupplier nanos;
    private final int steps;
    private final long start;
    private int done;

    /** @param steps of about the same length that there will be */
    public Progress(int steps) {
        this(steps, System.err, isTerminal(), System::nanoTime);
    }

    Progress(int steps, PrintStream out, boolean isTerminal, LongSupplier nanos) {
        this.steps = Math.max(1, steps);
        this.out = out;
        this.isTerminal = isTerminal;
        this.nanos = nanos;
        this.start = nanos.getAsLong();
    }

    private static boolean isTerminal() {
        if (System.console() == null) {
            return false;
        }
        try {
            // From JDK 22 on there is a console without a terminal, too, which can be asked.
            return (Boolean) java.io.Console.class.getMethod("isTerminal").invoke(System.console());
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** Another step begins. */
    public void step(String what) {
        if (isTerminal) {
            int filled = Math.min(WIDTH, done * WIDTH / steps);
            String left = done == 0 ? "" : left((nanos.getAsLong() - start) / done * Math.max(0, steps - done));
            String line = "[" + "#".repeat(filled) + " ".repeat(WIDTH - filled) + "] " + Math.min(100, done * 100 / steps) + " %" + left + "  " + what;
            out.print("\r" + String.format(Locale.ROOT, "%-" + LINE + "." + LINE + "s", line));
            out.flush();
        }
        done++;
    }

    private static String left(long nanos) {
        long seconds = nanos / 1_000_000_000;
        return String.format(Locale.ROOT, ", %d:%02d left", seconds / 60, seconds % 60);
    }

    /** Removes the bar. */
    @Override
    public void close() {
        if (isTerminal) {
            out.print("\r" + " ".repeat(LINE) + "\r");
            out.flush();
        }
    }
}
