package org.varve.benchmarks.values;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.hibernate.SessionFactory;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.cache.spi.entry.StandardCacheEntryImpl;
import org.hibernate.dialect.H2Dialect;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.persister.entity.EntityPersister;

/** What Hibernate puts into its second-level cache for {@link Account}s: built by a session factory, with the calls that it makes itself. No database is needed. */
final class AccountEntries {
    /** Kept, because a level that was set is forgotten together with its logger. */
    private static final Logger HIBERNATE_LOGGER = Logger.getLogger("org.hibernate");

    private AccountEntries() {
    }

    /** The entries of the accounts 0 to {@code count} - 1. */
    static StandardCacheEntryImpl[] build(int count) {
        HIBERNATE_LOGGER.setLevel(Level.SEVERE);
        StandardServiceRegistry registry = new StandardServiceRegistryBuilder().applySetting("hibernate.dialect", H2Dialect.class.getName())
                .applySetting("hibernate.boot.allow_jdbc_metadata_access", false)
                // Without a cache Hibernate builds no entries. This one goes with the session factory.
                .applySetting("hibernate.cache.region.factory_class", "jcache").applySetting("hibernate.javax.cache.provider", "org.varve.jcache.VarveCachingProvider")
                .applySetting("hibernate.javax.cache.missing_cache_strategy", "create").build();
        try (SessionFactory factory = new MetadataSources(registry).addAnnotatedClass(Account.class).buildMetadata().buildSessionFactory();
                SharedSessionContractImplementor session = (SharedSessionContractImplementor) factory.openSession()) {
            EntityPersister persister = factory.unwrap(SessionFactoryImplementor.class).getMappingMetamodel().getEntityDescriptor(Account.class);
            StandardCacheEntryImpl[] entries = new StandardCacheEntryImpl[count];
            for (int i = 0; i < count; i++) {
                Account account = new Account(i);
                entries[i] = (StandardCacheEntryImpl) persister.buildCacheEntry(account, persister.getValues(account), persister.getVersion(account), session);
            }
            return entries;
        } finally {
            StandardServiceRegistryBuilder.destroy(registry);
        }
    }
}
