/**
 * The caches that are compared, each behind a small adapter that is loaded only in the JVM that measures it, and the loops that use them. Every one gets the same
 * keys, values, requests and, as far as it can be told, the same capacity in bytes.
 */
package org.varve.benchmarks.peers;
