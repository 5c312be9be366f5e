package org.varve.jcache.internal.flight;

import java.util.Locale;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import org.varve.store.observe.PassReport;

/** A pass in order to evict. */
@Name("org.varve.Eviction")
@Label("Eviction")
@Description("A segment, or two that compete, were emptied for lack of room")
final class EvictionEvent extends PassEvent {
    @Label("Kind")
    @Description("contest, sifting or flush")
    String kind;

    @Label("Evicted Records")
    long evictions;

    @Label("Evicted Bytes")
    @DataAmount
    long evictedBytes;

    @Override
    void set(PassReport report) {
        super.set(report);
        kind = report.kind().name().toLowerCase(Locale.ROOT);
        evictions = report.evictions();
        evictedBytes = report.evictedBytes();
    }
}
