package org.varve.store.tuning;

/**
 * Which of several contestants does better than another: by the requests that one of the two served and the other did not, of which recent ones count more. A
 * difference counts once chance would hardly make it (McNemar, "Note on the sampling error of the difference between correlated proportions or percentages",
 * Psychometrika 1947). For one thread at a time.
 */
final class Duels {
    /** Standard deviations. Looked at again and again, less would come about by chance now and then. */
    private static final double SIGNIFICANT = 3;
    /** Of the requests that not all served: it is not worth while to change for less. */
    private static final double LEAST_GAIN = 0.005;

    private final long[][] won;
    private final int all;
    private final long memory;
    /** Requests that not all served. */
    private long missed;

    /** @param memory requests that not all served; after twice as many, what was counted is halved: a cache that misses seldom has to be watched for longer */
    Duels(int contestants, long memory) {
        this.won = new long[contestants][contestants];
        this.all = (1 << contestants) - 1;
        this.memory = memory;
    }

    /** A request, and a bit for each contestant that served it. */
    void count(int served) {
        if (served == all) {
            return;
        }
        missed++;
        for (int i = 0; served != 0 && i < won.length; i++) {
            for (int j = 0; j < won.length; j++) {
                won[i][j] += served >> i & ~served >> j & 1;
            }
        }
        if (missed >= 2 * memory) {
            halve();
        }
    }

    private void halve() {
        missed /= 2;
        for (long[] row : won) {
            for (int i = 0; i < row.length; i++) {
                row[i] /= 2;
            }
        }
    }

    /** Who is better than the present one by most, or else the present one. */
    int best(int present) {
        int best = present;
        long gain = 0;
        for (int i = 0; i < won.length; i++) {
            long its = won[i][present] - won[present][i];
            if (its > gain && its > missed * LEAST_GAIN && its > SIGNIFICANT * Math.sqrt(won[i][present] + won[present][i])) {
                best = i;
                gain = its;
            }
        }
        return best;
    }
}
