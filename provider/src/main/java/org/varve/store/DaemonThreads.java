package org.varve.store;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The only class that makes threads: daemons with a name, without a context class loader and without memory of who had them
 * made, so that no application is kept from being unloaded by a thread that happened to be started on its behalf.
 */
public final class DaemonThreads implements ThreadFactory {
    /** The first JDK whose threads do not remember the classes on the stack of whoever made them. */
    private static final int FORGETFUL_RELEASE = 24;

    private final String prefix;
    private final AtomicInteger count = new AtomicInteger();

    /** @param prefix name of the threads; a number is appended */
    public DaemonThreads(String prefix) {
        this.prefix = prefix;
    }

    @Override
    public Thread newThread(Runnable work) {
        String name = prefix + '-' + count.incrementAndGet();
        Thread thread = Runtime.version().feature() < FORGETFUL_RELEASE ? Forgetful.make(work, name) : make(work, name);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }

    private static Thread make(Runnable work, String name) {
        return new Thread(null, work, name, 0, false);
    }

    /** A thread keeps the access control context of the stack below it, which ends at a privileged action. Loaded where needed: its API is on its way out. */
    private static final class Forgetful {
        @SuppressWarnings("removal")
        static Thread make(Runnable work, String name) {
            return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> DaemonThreads.make(work, name));
        }
    }
}
