package org.varve.examples.hibernate.staleness;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * One of the tables, with the histories of its rows. It has a fixed number of places; the row of a place is replaced now and
 * then by a new one, with another id.
 */
final class Table<E extends Stamped> {

    private static final int TEAMS = 50;
    private static final int GRAVES = 256;

    /** Makes a new row. */
    interface Maker<E> {
        E make(long id, int team);
    }

    private final Class<E> type;
    private final Maker<E> maker;
    private final Gate gate;
    private final AtomicReferenceArray<RowHistory> places;
    private final AtomicReferenceArray<RowHistory> graves = new AtomicReferenceArray<>(GRAVES);
    private final Map<Long, RowHistory> histories = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();

    Table(Class<E> type, Maker<E> maker, int places, Gate gate) {
        this.type = type;
        this.maker = maker;
        this.places = new AtomicReferenceArray<>(places);
        this.gate = gate;
    }

    Class<E> type() {
        return type;
    }

    String name() {
        return type.getSimpleName();
    }

    Gate gate() {
        return gate;
    }

    int size() {
        return places.length();
    }

    /** Draws a place; the first are far more popular. */
    int place(SplittableRandom random) {
        double x = random.nextDouble();
        return (int) (x * x * x * places.length());
    }

    RowHistory row(int place) {
        return places.get(place);
    }

    int team(SplittableRandom random) {
        return random.nextInt(TEAMS);
    }

    E newRow(int place) {
        return maker.make(ids.incrementAndGet(), place % TEAMS);
    }

    /** Has a history from now on, but nobody is told of the row. */
    RowHistory begin(E row) {
        RowHistory history = new RowHistory(row.getId());
        histories.put(row.getId(), history);
        return history;
    }

    /** The row is committed, and in this place. */
    void settle(int place, RowHistory row) {
        places.set(place, row);
    }

    /** This row is not there any more, or never came to be. */
    void bury(RowHistory row) {
        graves.set((int) (row.id() % GRAVES), row);
    }

    /** One of the last rows that are not there; null if there is none yet. */
    RowHistory grave(SplittableRandom random) {
        return graves.get(random.nextInt(GRAVES));
    }

    /** The history of whatever a query came up with. */
    RowHistory history(long id) {
        return histories.computeIfAbsent(id, RowHistory::new);
    }

    Iterable<RowHistory> histories() {
        return histories.values();
    }

    List<RowHistory> team(int team) {
        List<RowHistory> rows = new ArrayList<>();
        for (int place = team; place < places.length(); place += TEAMS) {
            rows.add(places.get(place));
        }
        return rows;
    }
}
