/**
 * Result files in, plots and a report out. {@link org.varve.benchmarks.report.Figures} turns a file into figures, each a plot and a table; the plots are SVG
 * written here and not by a library, so that the same files make the same plots, byte for byte, on every machine: libraries ask the machine's fonts how wide a
 * text is. Every number that is shown carries where in which file it stands ({@link org.varve.benchmarks.report.Shown}).
 */
package org.varve.benchmarks.report;
