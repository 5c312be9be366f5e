package org.varve.examples.hibernate.model;

/** What CLDR has names for. */
public enum ConceptKind {
    TERRITORY,
    LANGUAGE,
    CURRENCY,
    ZONE
}
