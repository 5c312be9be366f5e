package org.varve.store;

/** What an operation found under a key at the moment it took effect. */
public enum Presence {
    /** No mapping. */
    ABSENT,
    /** A mapping whose expiry time had not been reached. */
    LIVE,
    /** A mapping that was still there but whose expiry time had been reached; callers treat it as absent. */
    EXPIRED
}
