/** Names of countries, languages, currencies and time zones in every locale, as entities with all their caching annotations. */
package org.varve.examples.hibernate.model;
