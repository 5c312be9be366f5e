/**
 * The commands that compare Varve with other caches. Each cache is in a JVM of its own, where a {@code ...Main} opens it and answers what the command asks; caches
 * take turns, and what is told are medians of rounds with their spread, and ratios that were taken round by round.
 */
package org.varve.benchmarks.compare;
