/** Runs the jcstress tests and judges their results. */
package org.varve.concurrency;
