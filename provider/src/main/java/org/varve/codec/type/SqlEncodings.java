package org.varve.codec.type;

import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import org.varve.codec.DecodeInput;
import org.varve.codec.Tag;
import org.varve.codec.type.ObjectEncoding.Sharing;

/**
 * The dates of {@code java.sql}. Apart because that module can be absent: no other class mentions it. Not canonical, for the
 * reason given at {@link DateEncodings}.
 */
final class SqlEncodings {
    private static final int MILLIS_PER_SECOND = 1_000;
    private static final int NANOS_PER_MILLI = 1_000_000;

    private SqlEncodings() {
    }

    /** @throws NoClassDefFoundError if there is no {@code java.sql}; nothing has been added then */
    static void addTo(EncodingTable table) {
        table.<Timestamp>addComparable(Tag.SQL_TIMESTAMP, Timestamp.class, Sharing.MUTABLE, SqlEncodings::hasWholeSeconds,
                (t, out) -> TimeEncodings.appendSeconds(wholeSecondMillis(t) / MILLIS_PER_SECOND, t.getNanos(), out),
                SqlEncodings::readTimestamp);
        table.<Date>addComparable(Tag.SQL_DATE, Date.class, Sharing.MUTABLE, (d, out) -> out.appendMinimal(d.getTime()),
                in -> new Date(in.readMinimal()));
        table.<Time>addComparable(Tag.SQL_TIME, Time.class, Sharing.MUTABLE, (t, out) -> out.appendMinimal(t.getTime()),
                in -> new Time(in.readMinimal()));
    }

    /** False only at the very beginning of time, where {@code Timestamp} itself overflows. */
    private static boolean hasWholeSeconds(Timestamp timestamp) {
        return wholeSecondMillis(timestamp) % MILLIS_PER_SECOND == 0;
    }

    private static long wholeSecondMillis(Timestamp timestamp) {
        return timestamp.getTime() - timestamp.getNanos() / NANOS_PER_MILLI;
    }

    private static Timestamp readTimestamp(DecodeInput in) {
        Timestamp timestamp = new Timestamp(Math.multiplyExact(in.readZigzag(), MILLIS_PER_SECOND));
        timestamp.setNanos(TimeEncodings.readFraction(in));
        return timestamp;
    }
}
