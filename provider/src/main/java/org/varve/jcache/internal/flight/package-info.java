/**
 * Events for Java Flight Recorder. What may enter: the events and what makes them of the reports of a store. Only this package knows {@code jdk.jfr}, which
 * need not be there.
 */
package org.varve.jcache.internal.flight;
