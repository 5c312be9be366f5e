/** Names of countries, languages, currencies and time zones, as entities with all their caching annotations. */
package org.varve.examples.hibernate.model;
