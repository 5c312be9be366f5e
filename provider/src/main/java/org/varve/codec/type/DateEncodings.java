package org.varve.codec.type;

import java.util.Date;
import org.varve.codec.Tag;

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
