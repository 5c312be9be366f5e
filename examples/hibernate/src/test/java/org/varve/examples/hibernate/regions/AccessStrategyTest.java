package org.varve.examples.hibernate.regions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.Transaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each strategy puts into the cache, and when: as docs/hibernate.md tells it. */
class AccessStrategyTest {

    private static final long ID = 1;

    private SessionFactory factory;

    @BeforeEach
    void open() {
        factory = RegionsDatabase.open(null);
    }

    @AfterEach
    void close() {
        factory.close();
    }

    static Stream<Thing> things() {
        return Stream.of(new ReadOnlyThing(ID, "old"), new NonstrictThing(ID, "old"), new ReadWriteThing(ID, "old"),
                new TransactionalThing(ID, "old"));
    }

    @ParameterizedTest
    @MethodSource("things")
    void theSecondReadIsAHit(Thing thing) {
        insert(thing);
        factory.getCache().evictAllRegions();
        assertEquals("old", read(thing.getClass()));
        assertEquals(1, statements());
        assertEquals("old", read(thing.getClass()));
        assertEquals(0, statements());
    }

    @ParameterizedTest
    @MethodSource("things")
    void aDeletedEntityIsGone(Thing thing) {
        insert(thing);
        read(thing.getClass());
        factory.inTransaction(session -> session.remove(session.find(thing.getClass(), ID)));
        assertNull(factory.fromSession(session -> session.find(thing.getClass(), ID)));
    }

    @Test
    void readOnlyIsCachedWhenInsertedAndRefusesUpdates() {
        insert(new ReadOnlyThing(ID, "old"));
        assertEquals("old", read(ReadOnlyThing.class));
        assertEquals(0, statements());
        assertThrows(RuntimeException.class, () -> rename(ReadOnlyThing.class, "new"));
        assertEquals("old", read(ReadOnlyThing.class));
    }

    @Test
    void nonstrictForgetsWhatIsUpdated() {
        insert(new NonstrictThing(ID, "old"));
        read(NonstrictThing.class);
        rename(NonstrictThing.class, "new");
        assertEquals("new", read(NonstrictThing.class));
        assertEquals(1, statements());
        assertEquals("new", read(NonstrictThing.class));
        assertEquals(0, statements());
    }

    @Test
    void readWriteKeepsWhatIsInsertedAndUpdated() {
        insert(new ReadWriteThing(ID, "old"));
        assertEquals("old", read(ReadWriteThing.class));
        assertEquals(0, statements());
        rename(ReadWriteThing.class, "new");
        assertEquals("new", read(ReadWriteThing.class));
        assertEquals(0, statements());
    }

    @Test
    void readWriteSendsReadersToTheDatabaseWhileATransactionIsUnderWay() {
        insert(new ReadWriteThing(ID, "old"));
        try (Session session = factory.openSession()) {
            Transaction transaction = session.beginTransaction();
            session.find(ReadWriteThing.class, ID).setName("new");
            session.flush();
            statements();
            assertEquals("old", read(ReadWriteThing.class));
            assertEquals(1, statements());
            transaction.rollback();
        }
        assertEquals("old", read(ReadWriteThing.class));
    }

    /** So it is with any cache that takes no part in transactions, as JSR-107 has it. */
    @Test
    void transactionalOnJCacheShowsWhatWasRolledBack() {
        insert(new TransactionalThing(ID, "old"));
        try (Session session = factory.openSession()) {
            Transaction transaction = session.beginTransaction();
            session.find(TransactionalThing.class, ID).setName("never");
            session.flush();
            transaction.rollback();
        }
        assertEquals("never", read(TransactionalThing.class));
        factory.getCache().evictEntityData(TransactionalThing.class, ID);
        assertEquals("old", read(TransactionalThing.class));
    }

    @Test
    void whatIsEvictedByHandIsReadAgain() {
        insert(new ReadWriteThing(ID, "old"));
        assertTrue(factory.getCache().containsEntity(ReadWriteThing.class, ID));
        factory.getCache().evictEntityData(ReadWriteThing.class, ID);
        assertEquals("old", read(ReadWriteThing.class));
        assertEquals(1, statements());
        factory.getCache().evictEntityData();
        assertEquals("old", read(ReadWriteThing.class));
        assertEquals(1, statements());
    }

    private void insert(Thing thing) {
        factory.inTransaction(session -> session.persist(thing));
        statements();
    }

    private void rename(Class<? extends Thing> type, String name) {
        factory.inTransaction(session -> session.find(type, ID).setName(name));
        statements();
    }

    private String read(Class<? extends Thing> type) {
        return factory.fromTransaction(session -> session.find(type, ID).getName());
    }

    /** Statements to the database since the last question. */
    private long statements() {
        long count = factory.getStatistics().getPrepareStatementCount();
        factory.getStatistics().clear();
        return count;
    }
}
