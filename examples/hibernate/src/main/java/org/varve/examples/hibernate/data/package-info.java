/** The data set: CLDR names as the JDK ships them. */
package org.varve.examples.hibernate.data;
