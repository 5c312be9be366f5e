package org.varve.examples.hibernate;

import java.nio.file.Path;
import org.h2.jdbcx.JdbcConnectionPool;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.cfg.Configuration;
import org.varve.examples.hibernate.model.Concept;
import org.varve.examples.hibernate.model.DisplayLocale;
import org.varve.examples.hibernate.model.DisplayName;

/** The H2 database file with the names, and the session factories to use it with. */
public final class NameDatabase implements AutoCloseable {

    /** Small on purpose (8 MiB, in KiB): the database's own page cache must not stand in for the second-level cache. */
    private static final int H2_CACHE_SIZE = 8 * 1024;

    private final JdbcConnectionPool connections;

    /** @param file without H2's extension; created if it is missing */
    public NameDatabase(Path file) {
        String url = "jdbc:h2:file:" + file.toAbsolutePath() + ";CACHE_SIZE=" + H2_CACHE_SIZE;
        connections = JdbcConnectionPool.create(url, "sa", "");
    }

    /** Creates the tables if they are missing. */
    public SessionFactory withSchema() {
        return uncached().setProperty(AvailableSettings.HBM2DDL_AUTO, "update").buildSessionFactory();
    }

    /** Hibernate alone: each session reads from the database. */
    public SessionFactory withoutCache() {
        return uncached().buildSessionFactory();
    }

    /** Hibernate with Varve: {@code hibernate.properties}, with the dependencies on the class path, is all that it takes. */
    public SessionFactory withVarve() {
        return configuration().buildSessionFactory();
    }

    private Configuration uncached() {
        return configuration()
                .setProperty(AvailableSettings.USE_SECOND_LEVEL_CACHE, false)
                .setProperty(AvailableSettings.USE_QUERY_CACHE, false);
    }

    /** Hibernate reads {@code hibernate.properties} from the class path by itself. */
    private Configuration configuration() {
        Configuration configuration = new Configuration()
                .addAnnotatedClass(Concept.class)
                .addAnnotatedClass(DisplayLocale.class)
                .addAnnotatedClass(DisplayName.class)
                .setProperty(AvailableSettings.GENERATE_STATISTICS, true);
        configuration.getProperties().put(AvailableSettings.JAKARTA_NON_JTA_DATASOURCE, connections);
        return configuration;
    }

    @Override
    public void close() {
        connections.dispose();
    }
}
