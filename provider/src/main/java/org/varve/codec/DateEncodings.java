package org.varve.codec;

import java.util.Date;

/**
 * {@code java.util.Date}. Not canonical: a Date equals any subclass, such as {@code java.sql.Timestamp}, that is at the same
 * millisecond.
 */
final class DateEncodings {
    private DateEncodings() {
    }

    static void addTo(BuiltInTypes.Table table) {
        table.<Date>addComparable(Tag.DATE, Date.class, (d, out) -> out.appendMinimal(d.getTime()),
                in -> new Date(in.readMinimal()));
    }
}
