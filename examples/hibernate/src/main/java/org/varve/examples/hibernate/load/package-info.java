/** A skewed, read-mostly load on the names, and the figures that it yields. */
package org.varve.examples.hibernate.load;
