/** The command line of the benchmarks: every measurement is a subcommand of {@link org.varve.benchmarks.Benchmarks}. */
package org.varve.benchmarks;
