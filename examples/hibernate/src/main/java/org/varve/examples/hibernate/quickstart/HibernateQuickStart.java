package org.varve.examples.hibernate.quickstart;

// readme: quick-start
import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.SessionFactory;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.hibernate.cfg.Configuration;

public class HibernateQuickStart {
    @Entity
    @Cacheable
    @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
    public static class Country {
        @Id String code;
        String name;
    }

    public static void main(String[] args) {
        try (SessionFactory factory = new Configuration()
                .addAnnotatedClass(Country.class)
                .setProperty("hibernate.connection.url", "jdbc:h2:mem:atlas")
                .setProperty("hibernate.hbm2ddl.auto", "create-drop")
                .setProperty("hibernate.generate_statistics", "true")
                .buildSessionFactory()) {
            factory.inTransaction(session -> {
                Country country = new Country();
                country.code = "CH";
                country.name = "Schweiz";
                session.persist(country);
            });
            factory.inTransaction(session -> System.out.println(session.find(Country.class, "CH").name));
            System.out.println(factory.getStatistics().getSecondLevelCacheHitCount() + " hit");   // 1 hit
        }
    }
}
// readme: end
