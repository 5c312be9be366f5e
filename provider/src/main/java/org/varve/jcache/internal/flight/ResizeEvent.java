package org.varve.jcache.internal.flight;

import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A change of the budget. */
@Name("org.varve.Resize")
@Label("Resize")
@Description("The budget of a store was changed; a lowered one is reached in the background")
@StackTrace
final class ResizeEvent extends StoreEvent {
    @Label("From")
    @DataAmount
    long fromBytes;

    @Label("To")
    @DataAmount
    long toBytes;

    @Label("Committed")
    @Description("Taken from the operating system when the budget was changed")
    @DataAmount
    long committedBytes;
}
