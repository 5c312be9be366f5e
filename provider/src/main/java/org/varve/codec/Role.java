package org.varve.codec;

import java.util.Locale;

/** What the objects of a codec are in their cache. */
public enum Role {
    KEY, VALUE;

    /** As in a message: {@code key}, {@code value}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
