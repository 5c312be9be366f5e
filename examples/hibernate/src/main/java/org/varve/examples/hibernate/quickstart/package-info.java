/** The quick start of the README. */
package org.varve.examples.hibernate.quickstart;
