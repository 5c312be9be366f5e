/** Hibernate ORM with Varve as its second-level cache: start reading at {@code NameDatabase}, the configuration. */
package org.varve.examples.hibernate;
