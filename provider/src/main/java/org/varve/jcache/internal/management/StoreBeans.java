package org.varve.jcache.internal.management;

import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.varve.store.observe.OversizedReport;
import org.varve.store.observe.PassKind;
import org.varve.store.observe.PassReport;
import org.varve.store.observe.ResizeReport;
import org.varve.store.observe.StallReport;
import org.varve.store.observe.StoreObserver;
import org.varve.store.observe.SweepReport;

/**
 * The beans of one store and of the caches in it. They go with the store, however it ends. That a bean cannot be registered is logged, and harms nobody.
 */
public final class StoreBeans implements StoreObserver {
    /*
     * The MBean server keeps its beans alive, and a manager that nobody has any more is closed by its stores' own threads, which notice by a weak
     * reference. So a bean must not lead to a store or a cache but weakly, and it is the store that tells this class of its end.
     */
    private static final System.Logger LOG = System.getLogger(StoreBeans.class.getName());
    /** So many managers of one URI, each for a class loader of its own, get their beans. */
    private static final int MOST_INSTANCES = 1000;

    private final StoreObserver events;
    private final ReentrantLock lock = new ReentrantLock();
    /** Bean to the name that it got. */
    private final Map<Object, ObjectName> registered = new HashMap<>();
    /** Beans of the specification, which are registered elsewhere. */
    private final Set<BeanRegistration> others = new HashSet<>();
    private boolean closed;

    /** @param events is told what the store tells */
    public StoreBeans(StoreObserver events) {
        this.events = events;
    }

    /**
     * Registers a bean until {@link #hide}, or until the store is closed.
     *
     * @param name if it is taken, by a manager of the same URI and another class loader, the bean gets a number besides
     */
    public void show(ObjectName name, Object bean) {
        lock.lock();
        try {
            if (!closed && !registered.containsKey(bean)) {
                registered.put(bean, register(name, bean));
            }
        } catch (JMException | RuntimeException e) {
            LOG.log(Level.WARNING, "Not registered: " + name, e);
        } finally {
            lock.unlock();
        }
    }

    private static ObjectName register(ObjectName name, Object bean) throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName wanted = name;
        for (int number = 2;; number++) {
            try {
                return server.registerMBean(bean, wanted).getObjectName();
            } catch (InstanceAlreadyExistsException e) {
                if (number > MOST_INSTANCES) {
                    throw e;
                }
                wanted = BeanNames.another(name, number);
            }
        }
    }

    /** Unregisters a bean; does nothing if it is not registered. */
    public void hide(Object bean) {
        lock.lock();
        try {
            ObjectName name = registered.remove(bean);
            if (name != null) {
                unregister(name);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Unregisters a bean of the specification with the store, unless it is forgotten before. */
    public void endWithStore(BeanRegistration other) {
        lock.lock();
        try {
            others.add(other);
        } finally {
            lock.unlock();
        }
    }

    /** A bean that is no longer registered. */
    public void forget(BeanRegistration other) {
        lock.lock();
        try {
            others.remove(other);
        } finally {
            lock.unlock();
        }
    }

    private static void unregister(BeanRegistration other) {
        try {
            other.set(false);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Not unregistered", e);
        }
    }

    private static void unregister(ObjectName name) {
        try {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
        } catch (InstanceNotFoundException e) {
            LOG.log(Level.DEBUG, "Somebody else unregistered {0}", name);
        } catch (JMException | RuntimeException e) {
            LOG.log(Level.WARNING, "Not unregistered: " + name, e);
        }
    }

    @Override
    public Consumer<PassReport> passBegins(PassKind kind) {
        return events.passBegins(kind);
    }

    @Override
    public Consumer<SweepReport> sweepBegins() {
        return events.sweepBegins();
    }

    @Override
    public Consumer<StallReport> stallBegins() {
        return events.stallBegins();
    }

    @Override
    public void oversized(OversizedReport report) {
        events.oversized(report);
    }

    @Override
    public void resized(ResizeReport report) {
        events.resized(report);
    }

    @Override
    public void closed() {
        lock.lock();
        try {
            closed = true;
            registered.values().forEach(StoreBeans::unregister);
            registered.clear();
            others.forEach(StoreBeans::unregister);
            others.clear();
        } finally {
            lock.unlock();
        }
        events.closed();
    }
}
