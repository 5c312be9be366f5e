package org.varve.examples.hibernate.staleness;

import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import java.util.List;
import java.util.SplittableRandom;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.StaleStateException;
import org.hibernate.Transaction;

/** The transactions of the application that only read, and what all others have in common. */
class Transactions {

    private static final int MOST_READS = 4;

    /** Something that is done in a transaction; false if it is to be rolled back. */
    interface Work {
        boolean in(Session session);
    }

    final SessionFactory factory;
    final Oracle oracle;
    final Figures figures;

    Transactions(SessionFactory factory, Oracle oracle, Figures figures) {
        this.factory = factory;
        this.oracle = oracle;
        this.figures = figures;
    }

    /** Reads some rows, and some that are gone. */
    <E extends Stamped> void read(Table<E> table, SplittableRandom random) {
        int reads = 1 + random.nextInt(MOST_READS);
        long since = oracle.now();
        factory.inTransaction(session -> {
            for (int i = 0; i < reads; i++) {
                RowHistory grave = i == 0 ? table.grave(random) : null;
                find(session, table, grave != null ? grave : table.row(table.place(random)), since);
            }
        });
        figures.count(Figures.Kind.READ);
    }

    /** Reads a row and has it checked; it may have gone. */
    <E extends Stamped> E find(Session session, Table<E> table, RowHistory row, long since) {
        E found = table.gate().load(() -> session.find(table.type(), row.id()));
        oracle.check(table.name(), row, since, found);
        if (found instanceof Account account) {
            oracle.checkMarks(row, since, List.copyOf(account.getMarks()));
        }
        return found;
    }

    /** Asks for a team by a cached query, for values or for entities, in two transactions: the second may hit. */
    <E extends Stamped> void query(Table<E> table, SplittableRandom random) {
        int team = table.team(random);
        boolean forValues = random.nextBoolean();
        for (int i = 0; i < 2; i++) {
            List<RowHistory> expected = table.team(team);
            long since = oracle.now();
            if (forValues) {
                queryValues(table, team, expected, since);
            } else {
                queryEntities(table, team, expected, since);
            }
            expected.forEach(missing -> oracle.checkMissing(table.name() + " by query", missing, since));
        }
        figures.count(Figures.Kind.QUERY);
    }

    private void queryValues(Table<?> table, int team, List<RowHistory> expected, long since) {
        List<Object[]> rows = factory.fromTransaction(session -> table.gate().load(() -> session
                .createSelectionQuery("select t.id, t.revision, t.token from " + table.name() + " t where t.team = :team", Object[].class)
                .setParameter("team", team)
                .setCacheable(true)
                .getResultList()));
        for (Object[] row : rows) {
            RowHistory history = table.history((Long) row[0]);
            oracle.check(table.name(), history, since, (Integer) row[1], (Long) row[2]);
            expected.remove(history);
        }
    }

    private <E extends Stamped> void queryEntities(Table<E> table, int team, List<RowHistory> expected, long since) {
        List<E> rows = factory.fromTransaction(session -> table.gate().load(() -> session
                .createSelectionQuery("from " + table.name() + " t where t.team = :team", table.type())
                .setParameter("team", team)
                .setCacheable(true)
                .getResultList()));
        for (E row : rows) {
            RowHistory history = table.history(row.getId());
            oracle.check(table.name(), history, since, row);
            expected.remove(history);
        }
    }

    /** Works, writes and commits, or rolls back; returns true if it was committed. */
    boolean write(Table<?> table, Work work) {
        try (Session session = factory.openSession()) {
            Transaction transaction = session.beginTransaction();
            boolean commit = false;
            try {
                commit = work.in(session);
                session.flush();
            } catch (PersistenceException e) {
                commit = false;
                figures.count(isConflict(e) ? Figures.Kind.CONFLICT : Figures.Kind.REFUSED);
            } finally {
                table.gate().complete(commit ? transaction::commit : transaction::rollback);
            }
            if (!commit) {
                figures.count(Figures.Kind.ROLLED_BACK);
            }
            return commit;
        }
    }

    /** Anything else is the database's: a deadlock, or a lock that did not come in time. */
    private static boolean isConflict(PersistenceException e) {
        return e instanceof OptimisticLockException || e instanceof StaleStateException;
    }
}
