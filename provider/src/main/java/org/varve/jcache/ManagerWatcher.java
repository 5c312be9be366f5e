package org.varve.jcache;

/**
 * Is told that the caches of a manager have changed, see {@link VarveCacheManager#watch}. Called by the thread that has changed something, outside of any
 * lock, and possibly by several at the same time; what it throws is logged.
 */
public interface ManagerWatcher {
    /** A cache was created or closed, or its statistics were enabled or disabled. */
    void changed();

    /** The manager was closed. The last call but for a {@link #changed} that is under way already. */
    void closed();
}
