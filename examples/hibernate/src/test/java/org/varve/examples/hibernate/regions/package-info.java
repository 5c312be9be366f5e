/** What Hibernate's strategies and regions come to on Varve, and how regions are configured. */
package org.varve.examples.hibernate.regions;
