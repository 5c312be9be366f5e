package org.varve.examples.hibernate.staleness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What the oracle lets pass, and what it does not. */
class OracleTest {

    private final Oracle oracle = new Oracle(Integer.MAX_VALUE);
    private final RowHistory row = new RowHistory(7);
    private final long first = oracle.newToken(false);
    private final long second = oracle.newToken(false);

    @Test
    void anOldRevisionIsFineForWhoBeganBeforeTheCommitReturned() {
        commit(0, first);
        long since = oracle.now();
        commit(1, second);
        oracle.check("T", row, since, 0, first);
        oracle.check("T", row, since, 1, second);
        assertNothing();
    }

    @Test
    void anOldRevisionIsStaleForWhoBeganLater() {
        commit(0, first);
        commit(1, second);
        oracle.check("T", row, oracle.now(), 0, first);
        assertOne("begun after the commit of 1");
    }

    @Test
    void commitsMayBeRecordedInAnyOrder() {
        commit(1, second);
        commit(0, first);
        oracle.check("T", row, oracle.now(), 1, second);
        assertNothing();
        oracle.check("T", row, oracle.now(), 0, first);
        assertOne("begun after the commit of 1");
    }

    @Test
    void aValueMayBeSeenBeforeItsCommitReturns() {
        commit(0, first);
        oracle.check("T", row, oracle.now(), 1, second);
        commit(1, second);
        oracle.checkSeen("T", row);
        assertNothing();
    }

    @Test
    void aValueThatWasNeverCommittedIsFoundInTheEnd() {
        commit(0, first);
        oracle.check("T", row, oracle.now(), 1, second);
        oracle.checkSeen("T", row);
        assertOne("seen and never committed");
    }

    @Test
    void aValueOfAnotherWriterIsFound() {
        commit(0, first);
        oracle.check("T", row, oracle.now(), 0, second);
        assertOne("is by writer");
    }

    @Test
    void aRolledBackValueIsFound() {
        commit(0, first);
        oracle.check("T", row, oracle.now(), 1, oracle.newToken(true));
        assertOne("rolled back");
    }

    @Test
    void twoCommitsOfOneRevisionAreALostUpdate() {
        commit(0, first);
        commit(0, second);
        assertOne("committed twice");
    }

    @Test
    void aDeletedRowMayBeSeenByWhoBeganBefore() {
        commit(0, first);
        long since = oracle.now();
        row.deletionBegins();
        oracle.checkMissing("T", row, since);
        row.deletionEnds(true, oracle.stamp());
        oracle.check("T", row, since, 0, first);
        oracle.checkMissing("T", row, oracle.now());
        assertNothing();
        oracle.check("T", row, oracle.now(), 0, first);
        assertOne("it was deleted");
    }

    @Test
    void aRowThatNobodyDeletesIsNotMissing() {
        commit(0, first);
        row.deletionBegins();
        row.deletionEnds(false, oracle.stamp());
        oracle.checkMissing("T", row, oracle.now());
        assertOne("missing");
    }

    @Test
    void marksAreHeldAgainstTheRow() {
        commit(0, first);
        commit(1, second);
        oracle.checkMarks(row, oracle.now(), List.of(0, 2));
        assertNothing();
        oracle.checkMarks(row, oracle.now(), List.of(0));
        assertOne("begun after the commit of 1");
    }

    @Test
    void aMixedRowIsFound() {
        Note note = new Note(7, 0);
        note.stamp(first);
        assertTrue(note.isWhole());
        oracle.check("T", row, oracle.now(), note);
        assertNothing();
    }

    private void commit(int revision, long token) {
        oracle.committed("T", row, revision, token, oracle.stamp());
    }

    private void assertNothing() {
        assertEquals(List.of(), oracle.violations());
    }

    private void assertOne(String what) {
        assertEquals(1, oracle.violations().size(), () -> oracle.violations().toString());
        assertTrue(oracle.violations().get(0).contains(what), () -> oracle.violations().toString());
    }
}
