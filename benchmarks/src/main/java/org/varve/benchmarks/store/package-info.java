/**
 * Measurements of the store through its public interface: how densely it packs, what an entry costs, how it forgets what has expired, how long an operation
 * can take, how fast it is and how often it hits. Each command prints what it measured next to what was aimed at, and can append the same as a line of JSON
 * to a file. What it claims about content it has counted by reading the content, not by asking the store's own accounts.
 */
package org.varve.benchmarks.store;
