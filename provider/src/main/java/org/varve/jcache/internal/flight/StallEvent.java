package org.varve.jcache.internal.flight;

import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;

/** A writer's wait. Where writers outrun the reclaimer there are many short ones. */
@Name("org.varve.WriterStall")
@Label("Writer Stall")
@Description("A writer found no room, or few blocks left, and helped to make some or waited for it")
@Threshold("10 ms")
@StackTrace
final class StallEvent extends StoreEvent {
    @Label("Wanted")
    @Description("Blocks that the writer needed")
    @DataAmount
    long wantedBytes;

    @Label("Room")
    @Description("False if the writer gave up: its entry is evicted at once then")
    boolean room;
}
