package org.varve.examples.hibernate;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** One stage's progress: a bar that moves on a terminal, a line now and then in a log. */
final class Progress {

    private static final int BAR_WIDTH = 30;
    private static final Duration LOG_INTERVAL = Duration.ofSeconds(5);

    private final PrintStream out;
    private final boolean terminal;
    private final String stage;
    private final long total;
    private final Instant start = Instant.now();
    private Instant lastShown = start;
    private boolean finished;

    Progress(PrintStream out, boolean terminal, String stage, long total) {
        this.out = out;
        this.terminal = terminal;
        this.stage = stage;
        this.total = total;
    }

    static Progress of(String stage, long total) {
        return new Progress(System.out, System.console() != null, stage, total);
    }

    /** Shows the stage as it stands, unless that was shown a moment ago. Any thread may call this. */
    synchronized void show(long done) {
        Instant now = Instant.now();
        boolean last = done >= total;
        boolean due = terminal || now.isAfter(lastShown.plus(LOG_INTERVAL));
        if (finished || !last && !due) {
            return;
        }
        finished = last;
        lastShown = now;
        String line = line(done, Duration.between(start, now));
        out.print(terminal ? '\r' + line + (last ? "\n" : "") : line + '\n');
        out.flush();
    }

    private String line(long done, Duration elapsed) {
        int filled = (int) (BAR_WIDTH * done / total);
        String bar = "#".repeat(filled) + ".".repeat(BAR_WIDTH - filled);
        return String.format(Locale.ROOT, "  %-26s [%s] %3d %%  %,9d of %,d  %3d s",
                stage, bar, 100 * done / total, done, total, elapsed.toSeconds());
    }
}
