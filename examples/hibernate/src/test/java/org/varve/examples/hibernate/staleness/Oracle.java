package org.varve.examples.hibernate.staleness;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Says which answers a transaction may be given, knowing only what every client of a database knows: a commit whose call has
 * returned is in force for every transaction begun after that. Hibernate reads with READ COMMITTED, and {@code READ_WRITE}
 * promises that the cache does not change that. So a transaction must be given
 *
 * <ul>
 * <li>no revision of a row below the highest whose commit had returned when the transaction began; a higher one is fine;
 * <li>no row whose deletion had returned by then, and no row missing that nobody is about to delete;
 * <li>nothing that was rolled back: each value names its writer, and writers that will roll back are marked beforehand
 *     ({@link #isDoomed}); any other value must turn out to have been committed;
 * <li>no value mixed from two.
 * </ul>
 *
 * Two reads of one transaction need not fit together, since READ COMMITTED does not promise that either. What is said of
 * commits is recorded after they have returned, what is said of transactions noted before they begin; so both err on the side
 * that raises no alarm, by the time between two calls.
 */
final class Oracle {

    private final int enough;
    private final AtomicLong clock = new AtomicLong();
    private final AtomicLong writers = new AtomicLong();
    private final AtomicLong answers = new AtomicLong();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();

    /** @param enough how many violations are enough to see what went wrong */
    Oracle(int enough) {
        this.enough = enough;
    }

    /** Names a writer, for all that it writes. */
    long newToken(boolean doomed) {
        return writers.incrementAndGet() << 1 | (doomed ? 1 : 0);
    }

    /** True if this writer never meant to commit. */
    static boolean isDoomed(long token) {
        return (token & 1) == 1;
    }

    /** To be noted before a transaction begins. */
    long now() {
        return clock.get();
    }

    /** To be taken when a commit has returned. */
    long stamp() {
        return clock.incrementAndGet();
    }

    /** Checks an entity as it was found, or not found, by a transaction that began at a time. */
    void check(String table, RowHistory row, long since, Stamped found) {
        if (found == null) {
            checkMissing(table, row, since);
            return;
        }
        check(table, row, since, found.getRevision(), found.getToken());
        if (!found.isWhole()) {
            report(table, row, "text and token are of two revisions");
        }
    }

    /** Checks what a query said of a row. */
    void check(String table, RowHistory row, long since, int revision, long token) {
        answers.incrementAndGet();
        report(table, row, row.objectionTo(revision, token, since));
    }

    /** Checks that a row may be missing. */
    void checkMissing(String table, RowHistory row, long since) {
        answers.incrementAndGet();
        report(table, row, row.objectionToMissing(since));
    }

    /** Checks the marks of an account, which are loaded and cached apart from it. */
    void checkMarks(RowHistory row, long since, Iterable<Integer> marks) {
        int newest = -1;
        for (int mark : marks) {
            if (mark % 2 == 1) {
                report("Account.marks", row, "a mark that was rolled back was seen");
            }
            newest = Math.max(newest, mark / 2);
        }
        if (newest < 0) {
            checkMissing("Account.marks", row, since);
        } else {
            answers.incrementAndGet();
            report("Account.marks", row, row.objectionToAge(newest, since));
        }
    }

    /** Records a commit that has returned. */
    void committed(String table, RowHistory row, int revision, long token, long stamp) {
        report(table, row, row.committed(revision, token, stamp));
    }

    /** Checks, when all is over, that whatever was seen was committed. */
    void checkSeen(String table, RowHistory row) {
        report(table, row, row.objectionToUnconfirmed());
    }

    void report(String table, RowHistory row, String objection) {
        if (objection != null && violations.size() < enough) {
            violations.add(table + ' ' + row.id() + ": " + objection);
        }
    }

    boolean hasEnough() {
        return violations.size() >= enough;
    }

    /** Number of answers that were checked. */
    long answers() {
        return answers.get();
    }

    List<String> violations() {
        return List.copyOf(violations);
    }
}
