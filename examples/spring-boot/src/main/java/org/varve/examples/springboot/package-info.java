/** A service that hands out names of territories, languages and currencies, with its answers cached in Varve. */
package org.varve.examples.springboot;
