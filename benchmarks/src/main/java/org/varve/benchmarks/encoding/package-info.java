/** What it costs to have objects in a cache by value: speed through JCache against Ehcache's serializers, bytes per value, garbage per get. */
package org.varve.benchmarks.encoding;
