package org.varve.store.memory;

/**
 * Lets a moment pass after which nobody acts on what was true before. Whoever takes memory out of use first makes it unreachable, then waits for a
 * grace period, and only then gives it to somebody for another use.
 */
@FunctionalInterface
public interface GracePeriod {
    /**
     * Waits until every access that was under way at the call, and may write, has ended. Not to be called from inside an access. Later accesses may be
     * under way on return: they began after the call.
     *
     * @return false if the store was closed meanwhile, or somebody did not leave for so long that waiting is pointless: then the memory must stay as it is
     */
    boolean await();
}
