package org.varve.jcache.redeployed;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import javax.cache.Cache;
import javax.cache.Caching;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.expiry.Duration;
import javax.cache.expiry.TouchedExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CompletionListenerFuture;
import javax.cache.spi.CachingProvider;
import org.varve.codec.Serializer;
import org.varve.codec.SerializerInput;
import org.varve.codec.SerializerOutput;
import org.varve.config.StoreSettings;
import org.varve.config.VarveConfiguration;
import org.varve.jcache.VarveCacheManager;
import org.varve.jcache.VarveCachingProvider;

/**
 * What a container deploys, runs and drops again: it uses everything of the library that might hold on to one of its
 * classes, in threads of its own, of the container and of the library, and closes what it has opened. The container knows it
 * by classes of the JDK only.
 */
public final class Application implements BiFunction<List<ExecutorService>, String, String> {
    /** As in the name of its manager. */
    static final String NAME = "redeployed";

    private static final int ENTRIES = 300;

    /**
     * By the encoding of records. A record's own {@code hashCode} would leave the class of its last component, the
     * application's, in a cache of JDK 17's.
     */
    record Person(String name, Kind kind) implements Serializable {
        @Override
        public boolean equals(Object other) {
            return other instanceof Person person && name.equals(person.name) && kind == person.kind;
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    enum Kind {
        SMALL, LARGE
    }

    /** By the encoding of graphs. */
    static final class Node implements Serializable {
        private static final long serialVersionUID = 1L;
        final Person person = new Person("n", Kind.SMALL);
        final ArrayList<Object> children = new ArrayList<>(List.of(Kind.LARGE));
        final Custom custom = new Custom();
    }

    /** By Java serialization. */
    static final class Custom implements Serializable {
        private static final long serialVersionUID = 1L;
        private transient int value = 7;

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.defaultWriteObject();
            out.writeInt(value);
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            value = in.readInt();
        }
    }

    /** By the application itself. */
    record Money(long cents) {
    }

    /** Of {@link Money}. */
    public static final class MoneySerializer implements Serializer<Money> {
        @Override
        public void write(Money money, SerializerOutput out) {
            out.writeLong(money.cents);
        }

        @Override
        public Money read(SerializerInput in) {
            return new Money(in.readLong());
        }
    }

    private static final class Loader implements CacheLoader<String, Object> {
        @Override
        public Object load(String key) {
            return new Person(key, Kind.LARGE);
        }

        @Override
        public Map<String, Object> loadAll(Iterable<? extends String> keys) {
            Map<String, Object> loaded = new HashMap<>();
            keys.forEach(key -> loaded.put(key, load(key)));
            return loaded;
        }
    }

    private static final class Ear implements CacheEntryCreatedListener<String, Object>, CacheEntryExpiredListener<String, Object>,
            Serializable {
        private static final long serialVersionUID = 1L;
        final transient CountDownLatch expired = new CountDownLatch(1);

        @Override
        public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends Object>> events) {
            events.forEach(CacheEntryEvent::getValue);
        }

        @Override
        public void onExpired(Iterable<CacheEntryEvent<? extends String, ? extends Object>> events) {
            expired.countDown();
        }
    }

    /**
     * Runs it.
     *
     * @param pools of the container, who keeps them
     * @param owner whose class loader the manager gets, "application" or "library"; "alone" for the application's, and its
     *              provider is not asked of {@link Caching}; "container" for the manager that the container lends
     * @return what there was to see
     */
    @Override
    public String apply(List<ExecutorService> pools, String owner) {
        try {
            return owner.equals("container") ? borrow(pools) : run(pools, owner);
        } catch (Exception e) {
            throw new IllegalStateException("the application failed", e);
        }
    }

    /** Opens the store of a manager that stays, by its first cache, which has code of the application's in it. */
    private static String borrow(List<ExecutorService> pools) throws Exception {
        VarveCacheManager manager = (VarveCacheManager) Container.manager();
        CountDownLatch created = new CountDownLatch(1);
        CacheEntryCreatedListener<String, String> listener = events -> created.countDown();
        Cache<String, String> cache = manager.createCache("borrowed", new MutableConfiguration<String, String>()
                .setStatisticsEnabled(true).setManagementEnabled(true).addCacheEntryListenerConfiguration(
                        new MutableCacheEntryListenerConfiguration<>(() -> listener, null, false, false)));
        for (ExecutorService pool : pools) {
            pool.submit(() -> cache.put("k", "v")).get(1, TimeUnit.MINUTES);
        }
        boolean told = created.await(1, TimeUnit.MINUTES);
        manager.destroyCache("borrowed");
        return "borrowed " + told;
    }

    private String run(List<ExecutorService> pools, String owner) throws Exception {
        CachingProvider provider = owner.equals("alone") ? new VarveCachingProvider()
                : Caching.getCachingProvider(VarveCachingProvider.class.getName());
        Properties properties = new Properties();
        properties.setProperty(StoreSettings.CAPACITY, "16m");
        ClassLoader loader = owner.equals("library") ? null : getClass().getClassLoader();
        VarveCacheManager manager = (VarveCacheManager) provider.getCacheManager(URI.create("test:" + NAME), loader, properties);
        try {
            Ear synchronous = new Ear();
            Ear asynchronous = new Ear();
            Cache<String, Object> objects = manager.createCache("objects", new MutableConfiguration<String, Object>()
                    .setStatisticsEnabled(true).setManagementEnabled(true).setReadThrough(true).setCacheLoaderFactory(Loader::new)
                    .setExpiryPolicyFactory(TouchedExpiryPolicy.factoryOf(new Duration(TimeUnit.MILLISECONDS, 100)))
                    .addCacheEntryListenerConfiguration(new MutableCacheEntryListenerConfiguration<>(() -> synchronous, null, true, true))
                    .addCacheEntryListenerConfiguration(
                            new MutableCacheEntryListenerConfiguration<>(() -> asynchronous, () -> event -> true, true, false)));
            Cache<Person, Money> moneys = manager.createCache("moneys",
                    VarveConfiguration.builder(Person.class, Money.class).valueSerializer(MoneySerializer.class).build());
            List<Future<?>> uses = new ArrayList<>();
            pools.forEach(pool -> uses.add(pool.submit(() -> use(objects, moneys))));
            for (Future<?> use : uses) {
                use.get(1, TimeUnit.MINUTES);
            }
            CompletionListenerFuture loaded = new CompletionListenerFuture();
            objects.loadAll(Set.of("l1", "l2"), true, loaded);
            loaded.get(1, TimeUnit.MINUTES);
            // Nobody touches them again: the store drops them, and a thread of the library tells.
            boolean told = synchronous.expired.await(1, TimeUnit.MINUTES) && asynchronous.expired.await(1, TimeUnit.MINUTES);
            String seen = moneys.get(new Person("0", Kind.SMALL)) + " " + told;
            manager.close();
            return seen + " " + manager.storeFigures().committed();
        } finally {
            manager.close();
        }
    }

    private static void use(Cache<String, Object> objects, Cache<Person, Money> moneys) {
        for (int i = 0; i < ENTRIES; i++) {
            objects.put("k" + i, i % 2 == 0 ? new Node() : new Person("p" + i, Kind.SMALL));
            objects.get("k" + i);
            moneys.put(new Person("" + i, Kind.SMALL), new Money(i));
        }
        objects.get("loaded");
        objects.invoke("k1", (entry, arguments) -> {
            entry.setValue(new Node());
            return entry.getValue() == arguments[0];
        }, new CompletableFuture<>());
        moneys.forEach(entry -> entry.getValue().cents());
        moneys.removeAll(Set.of(new Person("1", Kind.SMALL)));
    }
}
