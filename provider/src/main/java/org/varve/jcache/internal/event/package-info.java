/**
 * Cache entry events: registrations, event objects, delivery to synchronous and asynchronous listeners. What may enter: code
 * between "this happened" and the listener's method. What happened is decided by the operations.
 */
package org.varve.jcache.internal.event;
