package org.varve.jcache.internal.flight;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** A pass that keeps what is alive. */
@Name("org.varve.Compaction")
@Label("Compaction")
@Description("A segment was emptied by moving what was alive in it")
final class CompactionEvent extends PassEvent {
}
