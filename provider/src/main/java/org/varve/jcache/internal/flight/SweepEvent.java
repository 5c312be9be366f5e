package org.varve.jcache.internal.flight;

import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Timespan;

/** A sweep over the indexes. */
@Name("org.varve.ExpirySweep")
@Label("Expiry Sweep")
@Description("A sweep over all indexes for what has expired")
final class SweepEvent extends StoreEvent {
    @Label("Time Spent")
    @Description("Without the pauses between the steps of the sweep")
    @Timespan
    long timeSpent;

    @Label("Expired Records")
    @Description("Records that were dropped because they had expired")
    long expirations;

    @Label("Expired Bytes")
    @DataAmount
    long expiredBytes;
}
