/** The values that benchmarks put into caches, and for each the serializer that a careful user would write by hand for it. */
package org.varve.benchmarks.values;
