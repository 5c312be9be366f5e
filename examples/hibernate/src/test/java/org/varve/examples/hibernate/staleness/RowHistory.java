package org.varve.examples.hibernate.staleness;

import java.util.Arrays;

/** What is known of one row: who wrote each revision, and when its commit had returned. */
final class RowHistory {

    private static final int FIRST_ROOM = 4;

    private final long id;

    /** By revision; 0: nobody known. */
    private long[] tokens = new long[FIRST_ROOM];

    /** By revision; 0: not known to be committed, so the token is only what somebody has seen. */
    private long[] stamps = new long[FIRST_ROOM];

    /** 0: it is not known to be deleted. */
    private long deletedAt;

    private int deletionsUnderWay;

    RowHistory(long id) {
        this.id = id;
    }

    long id() {
        return id;
    }

    /** Records a commit; returns what is wrong with it, or null. */
    synchronized String committed(int revision, long token, long stamp) {
        makeRoom(revision);
        String objection = null;
        if (stamps[revision] != 0) {
            objection = "revision " + revision + " was committed twice: an update is lost";
        } else if (tokens[revision] != 0 && tokens[revision] != token) {
            objection = "revision " + revision + " was seen by writer " + tokens[revision] + ", and committed by " + token;
        }
        tokens[revision] = token;
        stamps[revision] = stamp;
        return objection;
    }

    /** To be called before a deletion is tried. */
    synchronized void deletionBegins() {
        deletionsUnderWay++;
    }

    /** Records how it went. */
    synchronized void deletionEnds(boolean committed, long stamp) {
        deletionsUnderWay--;
        if (committed) {
            deletedAt = stamp;
        }
    }

    /** What is wrong with this answer to a transaction that began at that time; null if nothing is. */
    synchronized String objectionTo(int revision, long token, long since) {
        if (Oracle.isDoomed(token)) {
            return "a value that was rolled back was seen";
        }
        if (deletedAt != 0 && deletedAt <= since) {
            return "it was deleted, and is back with revision " + revision;
        }
        String tooOld = objectionToAge(revision, since);
        if (tooOld != null) {
            return tooOld;
        }
        makeRoom(revision);
        if (tokens[revision] != 0 && tokens[revision] != token) {
            return "revision " + revision + " is by writer " + tokens[revision] + ", not " + token;
        }
        tokens[revision] = token;
        return null;
    }

    synchronized String objectionToAge(int revision, long since) {
        int least = highestCommittedBy(since);
        return revision < least ? "revision " + revision + " was seen by a transaction begun after the commit of " + least : null;
    }

    synchronized String objectionToMissing(long since) {
        boolean mayBeGone = deletedAt != 0 || deletionsUnderWay > 0;
        return !mayBeGone && highestCommittedBy(since) >= 0 ? "it is missing, and nobody deletes it" : null;
    }

    synchronized String objectionToUnconfirmed() {
        for (int revision = 0; revision < tokens.length; revision++) {
            if (tokens[revision] != 0 && stamps[revision] == 0) {
                return "revision " + revision + " by writer " + tokens[revision] + " was seen and never committed";
            }
        }
        return null;
    }

    /** The highest revision that is known to be committed; -1 if none is, or the row is deleted. */
    synchronized int current() {
        return deletedAt != 0 ? -1 : highestCommittedBy(Long.MAX_VALUE);
    }

    /** The writer of a revision. */
    synchronized long token(int revision) {
        return tokens[revision];
    }

    /** Commits need not be recorded in their order; so the highest counts, not the last. */
    private int highestCommittedBy(long since) {
        int revision = stamps.length - 1;
        while (revision >= 0 && (stamps[revision] == 0 || stamps[revision] > since)) {
            revision--;
        }
        return revision;
    }

    private void makeRoom(int revision) {
        if (revision >= tokens.length) {
            int room = Math.max(revision + 1, tokens.length + tokens.length / 2);
            tokens = Arrays.copyOf(tokens, room);
            stamps = Arrays.copyOf(stamps, room);
        }
    }
}
