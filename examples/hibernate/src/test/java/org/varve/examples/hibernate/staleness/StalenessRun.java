package org.varve.examples.hibernate.staleness;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.hibernate.SessionFactory;

/** Runs transactions by several threads against one session factory, and then compares what is left with the database. */
final class StalenessRun {

    private static final int ACCOUNTS = 400;
    private static final int NOTES = 400;
    private static final int INSERTED_AT_A_TIME = 500;
    private static final long SECONDS_BETWEEN_LINES = 30;

    private final Table<Account> accounts = new Table<>(Account.class, Account::new, ACCOUNTS, Gate.open());
    private final Table<Ticket> tickets;
    private final Table<Note> notes = new Table<>(Note.class, Note::new, NOTES, Gate.guarded());
    private final List<Table<?>> tables;

    private final Oracle oracle;
    private final Figures figures = new Figures();
    private final AtomicLong done = new AtomicLong();
    private final SessionFactory factory;
    private final WritingTransactions transactions;

    /** @param enough how many violations end the run */
    StalenessRun(SessionFactory factory, int numberOfTickets, int enough) {
        this.factory = factory;
        this.oracle = new Oracle(enough);
        this.tickets = new Table<>(Ticket.class, Ticket::new, numberOfTickets, Gate.guarded());
        this.tables = List.of(accounts, tickets, notes);
        this.transactions = new WritingTransactions(factory, oracle, figures);
    }

    Oracle oracle() {
        return oracle;
    }

    Figures figures() {
        return figures;
    }

    /** Number of transactions that were run: all, unless there were violations enough. */
    long done() {
        return done.get();
    }

    void run(long number, int threads, long seed) throws InterruptedException, ExecutionException {
        tables.forEach(this::fill);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<? extends Future<?>> shares = IntStream.range(0, threads)
                    .mapToObj(thread -> executor.submit(() -> runShare(number, new SplittableRandom(seed * threads + thread))))
                    .toList();
            executor.shutdown();
            while (!executor.awaitTermination(SECONDS_BETWEEN_LINES, TimeUnit.SECONDS)) {
                System.out.printf("staleness: %,d of %,d transactions, %,d answers checked%n", done.get(), number, oracle.answers());
            }
            for (Future<?> share : shares) {
                share.get();
            }
        } finally {
            executor.shutdownNow();
        }
        tables.forEach(this::compareWithDatabase);
    }

    private <E extends Stamped> void fill(Table<E> table) {
        for (int from = 0; from < table.size(); from += INSERTED_AT_A_TIME) {
            int first = from;
            factory.inTransaction(session -> {
                for (int place = first; place < Math.min(table.size(), first + INSERTED_AT_A_TIME); place++) {
                    E row = table.newRow(place);
                    long token = oracle.newToken(false);
                    row.stamp(token);
                    session.persist(row);
                    RowHistory history = table.begin(row);
                    history.committed(0, token, oracle.stamp());
                    table.settle(place, history);
                }
            });
        }
    }

    private void runShare(long number, SplittableRandom random) {
        while (!oracle.hasEnough() && done.incrementAndGet() <= number) {
            int which = random.nextInt(10);
            if (which < 5) {
                perform(accounts, random);
            } else if (which < 8) {
                perform(tickets, random);
            } else {
                perform(notes, random);
            }
        }
        done.updateAndGet(count -> Math.min(count, number));
    }

    private void perform(Table<?> table, SplittableRandom random) {
        int percentile = random.nextInt(100);
        boolean guarded = table.gate().isGuarded();
        if (percentile < 60) {
            transactions.read(table, random);
        } else if (percentile < 70 && guarded) {
            transactions.query(table, random);
        } else if (percentile < 93) {
            transactions.update(table, random);
        } else if (percentile < 98 || !guarded) {
            transactions.replace(table, random);
        } else if (percentile < 99 && table == tickets) {
            transactions.updateTeam(tickets, Ticket.TEXT_LENGTH, random);
        } else {
            transactions.evict(table, random);
        }
    }

    /** All is quiet: what sessions see is what the last commit left, in every row and in none else. */
    private <E extends Stamped> void compareWithDatabase(Table<E> table) {
        long since = oracle.now();
        factory.inTransaction(session -> {
            for (int place = 0; place < table.size(); place++) {
                RowHistory row = table.row(place);
                E entity = transactions.find(session, table, row, since);
                int stored = ((Number) session
                        .createNativeQuery("select t.revision from " + table.name() + " t where t.id = :id", Integer.class)
                        .setParameter("id", row.id())
                        .getSingleResult()).intValue();
                if (entity == null || entity.getRevision() != stored || row.current() != stored || row.token(stored) != entity.getToken()) {
                    oracle.report(table.name(), row, "in the end the database has revision " + stored + ", recorded is " + row.current()
                            + ", a session sees " + (entity == null ? "nothing" : entity.getRevision()));
                }
            }
        });
        table.histories().forEach(row -> oracle.checkSeen(table.name(), row));
    }
}
