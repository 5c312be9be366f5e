package org.varve.examples.hibernate;

import java.nio.file.Path;
import org.h2.jdbcx.JdbcConnectionPool;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.hibernate.tool.schema.Action;
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
        return uncached().schemaToolingAction(Action.UPDATE).createEntityManagerFactory();
    }

    /** Hibernate alone: each session reads from the database. */
    public SessionFactory withoutCache() {
        return uncached().createEntityManagerFactory();
    }

    /** Hibernate with Varve: these properties, with the dependency on the class path, are all that it takes. */
    public SessionFactory withVarve() {
        HibernatePersistenceConfiguration configuration = configuration();
        configuration.property("hibernate.cache.region.factory_class", "jcache");
        configuration.property("hibernate.javax.cache.provider", "org.varve.jcache.VarveCachingProvider");
        configuration.property("hibernate.javax.cache.missing_cache_strategy", "create");
        configuration.property("hibernate.cache.use_second_level_cache", true);
        configuration.property("hibernate.cache.use_query_cache", true);
        return configuration.createEntityManagerFactory();
    }

    private HibernatePersistenceConfiguration uncached() {
        HibernatePersistenceConfiguration configuration = configuration();
        configuration.property("hibernate.cache.use_second_level_cache", false);
        configuration.property("hibernate.cache.use_query_cache", false);
        return configuration;
    }

    private HibernatePersistenceConfiguration configuration() {
        HibernatePersistenceConfiguration configuration = new HibernatePersistenceConfiguration("names");
        configuration.managedClasses(Concept.class, DisplayLocale.class, DisplayName.class);
        configuration.property(AvailableSettings.JAKARTA_NON_JTA_DATASOURCE, connections);
        configuration.property(AvailableSettings.GENERATE_STATISTICS, true);
        return configuration;
    }

    @Override
    public void close() {
        connections.dispose();
    }
}
