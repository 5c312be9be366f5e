package org.varve.jcache.internal.flight;

import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A record that cannot be kept. */
@Name("org.varve.OversizedRecord")
@Label("Oversized Record")
@Description("An entry that the store cannot keep was put, and evicted at once")
@StackTrace
final class OversizedEvent extends StoreEvent {
    @Label("Cache")
    String cache;

    @Label("Size")
    @DataAmount
    long bytes;

    @Label("Largest Possible")
    @Description("Size of the largest record that the store could keep")
    @DataAmount
    long largestBytes;
}
