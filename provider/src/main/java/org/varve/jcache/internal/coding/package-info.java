/**
 * Between the objects of one cache and the bytes of its keyspace: encoding, decoding, run-time type checks, and the pooled
 * buffers in which this happens. What may enter: code that sees single keys and values. Nothing here knows an operation.
 */
package org.varve.jcache.internal.coding;
