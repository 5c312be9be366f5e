package org.varve.codec.type;

import java.util.Date;
import org.varve.codec.Tag;
import org.varve.codec.type.ObjectEncoding.Sharing;

/**
 * {@code java.util.Date}. Not canonical: a Date equals any subclass, such as {@code java.sql.Timestamp}, that is at the same
 * millisecond.
 */
final class DateEncodings {
    private DateEncodings() {
    }

    static void addTo(EncodingTable table) {
        table.<Date>addComparable(Tag.DATE, Date.class, Sharing.MUTABLE, (d, out) -> out.appendMinimal(d.getTime()),
                in -> new Date(in.readMinimal()));
    }
}
