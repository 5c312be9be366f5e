package org.varve.jcache.internal.flight;

import java.lang.System.Logger.Level;
import java.util.function.BiFunction;
import org.varve.store.observe.StoreObserver;

/** Makes the observers that write events, where the JVM has a flight recorder. */
public final class FlightEvents {
    private static final System.Logger LOG = System.getLogger(FlightEvents.class.getName());
    private static final BiFunction<String, String, StoreObserver> OBSERVERS = find();

    private FlightEvents() {
    }

    /** The module jdk.jfr may have been left out of the run-time image; the classes behind are loaded here for the first time. */
    private static BiFunction<String, String, StoreObserver> find() {
        try {
            FlightObserver.load();
            return FlightObserver::new;
        } catch (LinkageError e) {
            LOG.log(Level.DEBUG, "No flight recorder: no events", e);
            return (manager, store) -> StoreObserver.NONE;
        }
    }

    /**
     * Who writes a store's events; {@link StoreObserver#NONE} where there is no flight recorder.
     *
     * @param manager the URI of the cache manager
     * @param store   the name of the store
     */
    public static StoreObserver observer(String manager, String store) {
        return OBSERVERS.apply(manager, store);
    }
}
