/** Two demonstrations of the promise that the budget is the truth, to be run in a JVM with a small heap. */
package org.varve.examples.footprint;
