package org.varve.jcache.internal.flight;

import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Timespan;
import org.varve.store.observe.PassReport;

/** What the two events of a pass have in common. */
abstract class PassEvent extends StoreEvent {
    @Label("Complete")
    @Description("False if the pass was given up before its end")
    boolean complete;

    @Label("Time Spent")
    @Description("Without the pauses between the slices of the pass")
    @Timespan
    long timeSpent;

    @Label("Records Moved")
    long copied;

    @Label("Bytes Moved")
    @DataAmount
    long copiedBytes;

    @Label("Expired Records")
    @Description("Records that were dropped because they had expired")
    long expirations;

    @Label("Expired Bytes")
    @DataAmount
    long expiredBytes;

    @Label("Bytes Gained")
    @Description("Blocks given back less blocks taken for what was moved")
    @DataAmount
    long gainedBytes;

    void set(PassReport report) {
        complete = report.isComplete();
        timeSpent = report.nanos();
        copied = report.copied();
        copiedBytes = report.copiedBytes();
        expirations = report.expirations();
        expiredBytes = report.expiredBytes();
        gainedBytes = report.gainedBytes();
    }
}
