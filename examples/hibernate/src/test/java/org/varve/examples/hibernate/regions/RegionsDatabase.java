package org.varve.examples.hibernate.regions;

import java.util.UUID;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.cfg.Configuration;

/** Session factories on an H2 database in memory that is gone when they are closed. */
final class RegionsDatabase {

    private RegionsDatabase() {
    }

    /** @param settings a file on the class path, or null for none */
    static SessionFactory open(String settings) {
        Configuration configuration = new Configuration()
                .addAnnotatedClass(ReadOnlyThing.class)
                .addAnnotatedClass(NonstrictThing.class)
                .addAnnotatedClass(ReadWriteThing.class)
                .addAnnotatedClass(TransactionalThing.class)
                .addAnnotatedClass(Product.class)
                .setProperty(AvailableSettings.JAKARTA_JDBC_URL, "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1")
                .setProperty(AvailableSettings.HBM2DDL_AUTO, "create-drop")
                .setProperty(AvailableSettings.GENERATE_STATISTICS, true);
        if (settings != null) {
            configuration.setProperty("hibernate.javax.cache.uri", settings);
        }
        return configuration.buildSessionFactory();
    }
}
