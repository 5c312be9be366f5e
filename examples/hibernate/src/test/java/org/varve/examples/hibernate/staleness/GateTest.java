package org.varve.examples.hibernate.staleness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.persistence.PersistenceException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Why there is a {@link Gate}: that {@code READ_WRITE} shows old data with any cache, in the cases that docs/hibernate.md names. If one of
 * these fails, Hibernate has become better, and the gate can go.
 */
class GateTest {

    private static final long ID = 1;

    private final ExecutorService others = Executors.newFixedThreadPool(2);
    private StalenessDatabase database;
    private SessionFactory factory;

    @BeforeEach
    void open() {
        database = new StalenessDatabase(null);
        factory = database.factory();
        factory.inTransaction(session -> session.persist(new Slow(ID, "first")));
        factory.getCache().evictEntityData(Slow.class, ID);
        Slow.Hold.prepare();
    }

    @AfterEach
    void close() {
        others.shutdownNow();
        database.close();
    }

    @Test
    void aLateLoadIsTurnedAwayByTheNewValue() throws Exception {
        Future<?> late = loadLate();
        change("second");
        Slow.Hold.release();
        late.get();
        assertEquals("second", read());
    }

    @Test
    void aLateLoadIsNotTurnedAwayWhenTheNewValueWasEvicted() throws Exception {
        Future<?> late = loadLate();
        change("second");
        factory.getCache().evictEntityData(Slow.class, ID);
        Slow.Hold.release();
        late.get();
        assertEquals("first", read());
    }

    /** One lock, shared by three: it still has the version that the first of them met. */
    @Test
    void aLateLoadIsNotTurnedAwayByALockWithAnOldVersion() throws Exception {
        try (Session first = factory.openSession(); Session second = factory.openSession(); Session third = factory.openSession()) {
            begin(first, "second").flush();
            begin(second, "never");
            Future<?> conflict = others.submit(() -> assertThrows(PersistenceException.class, second::flush));
            awaitBlocked();
            first.getTransaction().commit();
            conflict.get();

            begin(third, "third");
            Future<?> waiting = others.submit(third::flush);
            awaitBlocked();
            Future<?> late = loadLate();
            second.getTransaction().rollback();
            waiting.get();
            third.getTransaction().commit();
            Slow.Hold.release();
            late.get();
        }
        assertEquals("second", read());
    }

    /** Has read the row when this returns, and not yet put it into the cache. */
    private Future<?> loadLate() throws InterruptedException {
        Future<?> late = others.submit(() -> {
            Slow.Hold.current();
            read();
        });
        Slow.Hold.awaitReached();
        return late;
    }

    private static Session begin(Session session, String text) {
        session.beginTransaction();
        session.find(Slow.class, ID).setText(text);
        return session;
    }

    private void change(String text) {
        factory.inTransaction(session -> session.find(Slow.class, ID).setText(text));
    }

    private String read() {
        return factory.fromTransaction(session -> session.find(Slow.class, ID).getText());
    }

    /** Until somebody waits for a lock of the database. */
    private void awaitBlocked() throws InterruptedException {
        while (factory.fromSession(session -> session
                .createNativeQuery("select count(*) from information_schema.sessions where blocker_id is not null", Long.class)
                .getSingleResult()) == 0) {
            Thread.sleep(5);
        }
    }
}
