/**
 * What all commands measure with: rounds whose measurements take turns, loops, processes that are asked for figures, and the result that is shown and noted.
 */
package org.varve.benchmarks.measure;
