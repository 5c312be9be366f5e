/** The quick start of the README; a package beside that of the example, so that neither finds the other's beans. */
package org.varve.examples.quickstart;
