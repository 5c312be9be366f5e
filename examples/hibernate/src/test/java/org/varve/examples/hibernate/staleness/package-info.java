/**
 * A Hibernate application under concurrent transactions, and an oracle that knows which answers it may give. What it
 * promises, and why it raises no false alarm, is told at {@link org.varve.examples.hibernate.staleness.Oracle} and
 * {@link org.varve.examples.hibernate.staleness.Gate}.
 */
package org.varve.examples.hibernate.staleness;
