package org.varve.jcache.internal;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.event.EventType;
import javax.management.ObjectName;
import org.varve.codec.CompressionFigures;
import org.varve.config.VarveConfiguration;
import org.varve.jcache.internal.event.CacheEvents;
import org.varve.jcache.internal.management.BeanNames;
import org.varve.jcache.internal.management.BeanRegistration;
import org.varve.jcache.internal.management.CacheBean;
import org.varve.jcache.internal.management.CacheStatistics;
import org.varve.jcache.internal.management.ConfigurationBean;
import org.varve.jcache.internal.management.StatisticsBean;
import org.varve.jcache.management.CacheFigures;

/**
 * A cache's life cycle and what may change while it is open: listeners, statistics, management.
 *
 * @param <K> key type
 * @param <V> value type
 */
public final class CacheControl<K, V> {
    private static final System.Logger LOG = System.getLogger(CacheControl.class.getName());

    private final CacheContext<K, V> cache;
    private final CacheMemory memory;
    private final BeanRegistration statisticsBean;
    private final BeanRegistration configurationBean;
    private final CacheBean<?> cacheBean;
    private final ObjectName beanName;
    private final List<Object> userObjects;
    private final ReentrantLock changes = new ReentrantLock();
    private final AtomicBoolean closed = new AtomicBoolean();
    /** What the bean of the configuration refers to, which must not lead back here. */
    private final AtomicReference<VarveConfiguration<K, V>> configuration;
    private int comingListeners;

    /** @param userObjects what the user's factories made, listeners excepted; closed with the cache where it can be */
    CacheControl(CacheContext<K, V> cache, CacheMemory memory, VarveConfiguration<K, V> configuration, URI manager,
            List<Object> userObjects) {
        this.cache = cache;
        this.memory = memory;
        this.configuration = new AtomicReference<>(configuration);
        this.userObjects = userObjects;
        statisticsBean = new BeanRegistration("CacheStatistics", manager, cache.name(),
                new StatisticsBean(cache.statistics(), cache.keyspace()));
        cacheBean = new CacheBean<>(manager.toString(), memory.store(), cache.name(), this, CacheControl::figures);
        beanName = BeanNames.cache(manager.toString(), memory.store(), cache.name());
        configurationBean = new BeanRegistration("CacheConfiguration", manager, cache.name(),
                new ConfigurationBean(this.configuration::get));
        memory.beans().endWithStore(statisticsBean);
        memory.beans().endWithStore(configurationBean);
    }

    /** Begins service: events carry {@code source}, beans are registered where the configuration says so. */
    public void open(Cache<K, V> source) {
        cache.events().open(source);
        expectListeners(0);
        setStatistics(configuration().isStatisticsEnabled());
        setManagement(configuration().isManagementEnabled());
        memory.beans().show(beanName, cacheBean);
        if (closed.get()) {
            // Closed meanwhile, and this bean may not have been seen.
            memory.beans().hide(cacheBean);
        }
    }

    public String name() {
        return cache.name();
    }

    /** All figures at this moment; also after the cache was closed. */
    public CacheFigures figures() {
        CacheStatistics counted = cache.statistics();
        return new CacheFigures(cache.name(), memory.store(), cache.keyspace().figures(), counted.isEnabled(), counted.hits(), counted.misses(),
                counted.puts(), counted.removals(), compression());
    }

    /** What compression has done to the values so far. */
    public CompressionFigures compression() {
        return cache.codec().compression();
    }

    public boolean isClosed() {
        return closed.get();
    }

    /** @throws IllegalStateException if the cache is closed */
    public void requireOpen() {
        if (closed.get()) {
            throw closedFailure(null);
        }
    }

    /** What an operation throws that found the cache, or its store, closed. */
    public IllegalStateException closedFailure(Throwable cause) {
        return new IllegalStateException("cache '" + cache.name() + "' is closed", cause);
    }

    /** The current configuration; it never changes, a change makes another one. */
    public VarveConfiguration<K, V> configuration() {
        return configuration.get();
    }

    private void change(UnaryOperator<VarveConfiguration<K, V>> change) {
        changes.lock();
        try {
            configuration.set(change.apply(configuration.get()));
        } finally {
            changes.unlock();
        }
    }

    /** @throws IllegalStateException if the cache is closed */
    public void setStatistics(boolean enabled) {
        changes.lock();
        try {
            // Closing takes the lock too: a bean registered after that would stay, and hold on to the cache, for ever.
            requireOpen();
            configuration.set(configuration.get().toBuilder().statistics(enabled).build());
            cache.statistics().setEnabled(enabled);
            statisticsBean.set(enabled);
        } finally {
            changes.unlock();
        }
    }

    /** @throws IllegalStateException if the cache is closed */
    public void setManagement(boolean enabled) {
        changes.lock();
        try {
            requireOpen();
            configuration.set(configuration.get().toBuilder().management(enabled).build());
            configurationBean.set(enabled);
        } finally {
            changes.unlock();
        }
    }

    /**
     * Adds a listener.
     *
     * @throws IllegalArgumentException if a listener with an equal configuration is registered already, or there is no
     *                                  listener factory
     * @throws IllegalStateException    if the cache is closed
     */
    public void register(CacheEntryListenerConfiguration<K, V> listener) {
        CacheEvents.requireFactory(cache.name(), listener);
        change(current -> current.toBuilder().listener(listener).build());
        // Before the listener hears of anything: a plain put that is under way must not undo unheard what it has heard of.
        expectListeners(1);
        try {
            cache.events().register(VarveConfiguration.copyOf(listener));
        } catch (Throwable e) {
            change(current -> current.toBuilder().withoutListener(listener).build());
            throw e;
        } finally {
            expectListeners(-1);
        }
        if (closed.get()) {
            // Closed meanwhile, and this listener may not have been seen.
            closeAll(cache.name(), cache.events().close());
            throw closedFailure(null);
        }
    }

    public void deregister(CacheEntryListenerConfiguration<K, V> listener) {
        change(current -> current.toBuilder().withoutListener(listener).build());
        cache.events().deregister(listener);
        expectListeners(0);
    }

    /** Plain writes are refused as long as there are listeners, or some about to come; the store tells what it drops as long as somebody hears of it. */
    private void expectListeners(int more) {
        changes.lock();
        try {
            comingListeners += more;
            cache.keyspace().refusePlainWrites(comingListeners > 0 || cache.events().isActive());
            cache.expired().listen(!closed.get() && cache.events().wants(EventType.EXPIRED));
        } finally {
            changes.unlock();
        }
    }

    /**
     * Ends service and gives the memory up; the user's objects are closed last. Does nothing the second time.
     *
     * @return true if this call closed the cache
     */
    public boolean close() {
        if (!closed.compareAndSet(false, true)) {
            return false;
        }
        changes.lock();
        try {
            cache.statistics().setEnabled(false);
            cache.expired().listen(false);
            attempt("unregister the statistics of", () -> statisticsBean.set(false));
            attempt("unregister the configuration of", () -> configurationBean.set(false));
            memory.beans().hide(cacheBean);
            memory.beans().forget(statisticsBean);
            memory.beans().forget(configurationBean);
        } finally {
            changes.unlock();
        }
        List<Object> users = new ArrayList<>(userObjects);
        users.addAll(cache.events().close());
        attempt("end the expiry events of", cache.expired()::close);
        attempt("release the memory of", memory::close);
        closeAll(cache.name(), users);
        return true;
    }

    /** Closes those that can be closed; what fails is logged, errors too: user code must not keep memory from being given back. */
    static void closeAll(String cacheName, List<?> objects) {
        for (Object object : objects) {
            try {
                if (object instanceof Closeable closeable) {
                    closeable.close();
                }
            } catch (IOException | RuntimeException | Error e) {
                LOG.log(Level.WARNING,
                        "Could not close " + object.getClass().getName() + " of cache '" + cacheName + "'", e);
            }
        }
    }

    private void attempt(String what, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, "Could not " + what + " cache '" + cache.name() + "'", e);
        }
    }
}
