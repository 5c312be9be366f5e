package org.varve.examples.footprint;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs one of the demonstrations; the exit status is 0 if it showed what it should. */
public final class Footprint {
    private static final int ENTRIES = 1_000_000;
    private static final int VALUE_BYTES = 1_100;
    private static final int ROUNDS = 100;
    private static final long BUDGET = 256L << 20;
    /** A field, because the log manager forgets loggers that nobody holds, and their levels with them. */
    private static final Logger VARVE_LOG = Logger.getLogger("org.varve");

    private Footprint() {
    }

    /** @param args {@code fill} or {@code rounds} */
    public static void main(String[] args) {
        String what = args.length == 0 ? "" : args[0];
        boolean good;
        switch (what) {
            case "fill":
                good = new FillDemo(BUDGET, ENTRIES, VALUE_BYTES, System.out).run();
                break;
            case "rounds":
                // Each of the managers would announce its budget between the figures.
                VARVE_LOG.setLevel(Level.WARNING);
                good = new RoundsDemo(BUDGET, ROUNDS, System.out).run();
                break;
            default:
                System.err.println("usage: fill | rounds");
                good = false;
        }
        System.out.println(good ? "OK" : "FAILED");
        System.exit(good ? 0 : 1);
    }
}
