package org.varve.examples.hibernate.staleness;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.hibernate.Session;
import org.hibernate.SessionFactory;

/** The transactions of the application that write; some of them are rolled back after they have written. */
final class WritingTransactions extends Transactions {

    private static final double DOOMED = 0.1;

    /** What a transaction has made of a row. */
    private record Written(RowHistory row, Stamped entity) {
    }

    WritingTransactions(SessionFactory factory, Oracle oracle, Figures figures) {
        super(factory, oracle, figures);
    }

    /** Changes one row or two. */
    <E extends Stamped> void update(Table<E> table, SplittableRandom random) {
        boolean doomed = random.nextDouble() < DOOMED;
        long token = oracle.newToken(doomed);
        Set<RowHistory> rows = new LinkedHashSet<>();
        for (int i = random.nextInt(2); i < 2; i++) {
            rows.add(table.row(table.place(random)));
        }
        List<Written> written = new ArrayList<>();
        long since = oracle.now();
        boolean committed = write(table, session -> {
            for (RowHistory row : rows) {
                E entity = find(session, table, row, since);
                if (entity != null) {
                    entity.stamp(token);
                    written.add(new Written(row, entity));
                }
            }
            return flushAndGoOn(session, doomed);
        });
        if (committed) {
            long stamp = oracle.stamp();
            written.forEach(one -> oracle.committed(table.name(), one.row(), one.entity().getRevision(), token, stamp));
        }
        figures.count(Figures.Kind.UPDATE);
    }

    /** Deletes the row of a place and inserts another. */
    <E extends Stamped> void replace(Table<E> table, SplittableRandom random) {
        boolean doomed = random.nextDouble() < DOOMED;
        long token = oracle.newToken(doomed);
        int place = table.place(random);
        RowHistory old = table.row(place);
        E heir = table.newRow(place);
        heir.stamp(token);
        RowHistory history = table.begin(heir);
        long since = oracle.now();
        old.deletionBegins();
        boolean committed = false;
        try {
            committed = write(table, session -> {
                E entity = find(session, table, old, since);
                if (entity == null) {
                    return false;
                }
                session.remove(entity);
                session.persist(heir);
                return flushAndGoOn(session, doomed);
            });
        } finally {
            old.deletionEnds(committed, oracle.stamp());
        }
        if (committed) {
            oracle.committed(table.name(), history, heir.getRevision(), token, oracle.stamp());
            table.settle(place, history);
        }
        table.bury(committed ? old : history);
        figures.count(Figures.Kind.REPLACEMENT);
    }

    /** Changes a team with one statement, past all entities. */
    <E extends Stamped> void updateTeam(Table<E> table, int textLength, SplittableRandom random) {
        boolean doomed = random.nextDouble() < DOOMED;
        long token = oracle.newToken(doomed);
        int team = table.team(random);
        List<Object[]> written = new ArrayList<>();
        boolean committed = write(table, session -> {
            session.createMutationQuery("update versioned " + table.name() + " t set t.token = :token, t.text = :text where t.team = :team")
                    .setParameter("token", token)
                    .setParameter("text", Stamped.textOf(token, textLength))
                    .setParameter("team", team)
                    .executeUpdate();
            // By the token: meanwhile others may have committed new rows of the team.
            written.addAll(session
                    .createSelectionQuery("select t.id, t.revision from " + table.name() + " t where t.token = :token", Object[].class)
                    .setParameter("token", token)
                    .getResultList());
            return !doomed;
        });
        if (committed) {
            long stamp = oracle.stamp();
            written.forEach(row -> oracle.committed(table.name(), table.history((Long) row[0]), (Integer) row[1], token, stamp));
        }
        figures.count(Figures.Kind.BULK_UPDATE);
    }

    /** Evicts an entity by hand, or all of them. */
    void evict(Table<?> table, SplittableRandom random) {
        if (random.nextInt(10) == 0) {
            factory.getCache().evictEntityData(table.type());
        } else {
            factory.getCache().evictEntityData(table.type(), table.row(table.place(random)).id());
        }
        figures.count(Figures.Kind.EVICTION);
    }

    /** The statements are sent, and with them the locks into the cache; only then is it known to fail. */
    private static boolean flushAndGoOn(Session session, boolean doomed) {
        session.flush();
        return !doomed;
    }
}
