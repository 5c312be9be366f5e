package org.varve.jcache.internal.management;

import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.concurrent.locks.ReentrantLock;
import javax.cache.CacheException;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * One bean of one cache in the platform's MBean server, under the name that the specification forms:
 * {@code javax.cache:type=<type>,CacheManager=<uri>,Cache=<name>}.
 */
public final class BeanRegistration {
    private static final System.Logger LOG = System.getLogger(BeanRegistration.class.getName());

    private final ObjectName name;
    private final Object bean;
    private final ReentrantLock changes = new ReentrantLock();
    private boolean registered;

    /** @param type {@code CacheStatistics} or {@code CacheConfiguration} */
    public BeanRegistration(String type, URI manager, String cache, Object bean) {
        this.bean = bean;
        name = BeanNames.ofSpecification(type, manager, cache);
    }

    /** Registers or unregisters the bean; does nothing if it is so already. */
    public void set(boolean wanted) {
        changes.lock();
        try {
            if (wanted == registered) {
                return;
            }
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            if (wanted) {
                server.registerMBean(bean, name);
                registered = true;
            } else {
                registered = false;
                server.unregisterMBean(name);
            }
        } catch (InstanceAlreadyExistsException e) {
            // The name has no room for the class loader, by which managers of one URI differ.
            LOG.log(Level.WARNING, "Not registered: " + name
                    + " is taken by a cache of the same name in a manager of the same URI");
        } catch (InstanceNotFoundException e) {
            LOG.log(Level.DEBUG, "Somebody else unregistered {0}", name);
        } catch (JMException e) {
            throw new CacheException("the MBean server refused " + name, e);
        } finally {
            changes.unlock();
        }
    }
}
