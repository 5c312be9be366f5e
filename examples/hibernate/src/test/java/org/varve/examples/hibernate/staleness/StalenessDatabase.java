package org.varve.examples.hibernate.staleness;

import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.cache.CacheManager;
import org.h2.jdbcx.JdbcConnectionPool;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.cfg.Configuration;

/** An H2 database in memory with the three tables, and the session factory of the application. */
final class StalenessDatabase implements AutoCloseable {

    static final String SETTINGS = "staleness.conf";

    private static final int CONNECTIONS = 64;

    /** They tell of every conflict and every soft lock that was evicted, which is what the runs are about. Held, or they would be forgotten. */
    private static final Logger[] LOGGERS = {Logger.getLogger("org.hibernate"), Logger.getLogger("org.hibernate.orm.cache")};

    static {
        for (Logger logger : LOGGERS) {
            logger.setLevel(Level.OFF);
        }
    }

    private final JdbcConnectionPool connections = JdbcConnectionPool.create(
            "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000", "sa", "");

    private final SessionFactory factory;

    /** @param regions where the regions live; null: where the properties say */
    StalenessDatabase(CacheManager regions) {
        connections.setMaxConnections(CONNECTIONS);
        Configuration configuration = new Configuration()
                .addAnnotatedClass(Account.class)
                .addAnnotatedClass(Ticket.class)
                .addAnnotatedClass(Note.class)
                .addAnnotatedClass(Slow.class)
                .setProperty(AvailableSettings.HBM2DDL_AUTO, "create")
                .setProperty(AvailableSettings.ORDER_UPDATES, true)
                .setProperty(AvailableSettings.STATEMENT_BATCH_SIZE, 50)
                .setProperty(AvailableSettings.GENERATE_STATISTICS, true)
                .setProperty("hibernate.javax.cache.uri", SETTINGS);
        configuration.getProperties().put(AvailableSettings.JAKARTA_NON_JTA_DATASOURCE, connections);
        if (regions != null) {
            configuration.getProperties().put("hibernate.javax.cache.cache_manager", regions);
        }
        factory = configuration.buildSessionFactory();
    }

    SessionFactory factory() {
        return factory;
    }

    @Override
    public void close() {
        factory.close();
        try (var connection = connections.getConnection(); var statement = connection.createStatement()) {
            statement.execute("shutdown");
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            connections.dispose();
        }
    }
}
