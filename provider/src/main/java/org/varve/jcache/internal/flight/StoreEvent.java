package org.varve.jcache.internal.flight;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;

/** What all events have in common. */
@Category("Varve")
@StackTrace(false)
abstract class StoreEvent extends Event {
    @Label("Cache Manager")
    String manager;

    @Label("Store")
    String store;
}
