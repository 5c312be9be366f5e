package org.varve.codec.type;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneRulesException;
import org.varve.codec.CodecException;
import org.varve.codec.DecodeInput;
import org.varve.codec.EncodeBuffer;
import org.varve.codec.StringEncoding;
import org.varve.codec.Tag;

/**
 * The classes of {@code java.time} with an offset or a zone; all final and canonical.
 *
 * <p>A zoned time or region may have come, in serialized form, from a JVM with other time zone data and be impossible by the
 * rules of this one. The public factories would refuse or alter it, so such objects are left to Java serialization.
 */
final class ZoneEncodings {
    /** Package-private in the JDK, and the one class of zones that are not offsets. */
    private static final Class<? extends ZoneId> REGION = ZoneId.of("UTC").getClass();

    private static final int SECONDS_PER_QUARTER = 15 * 60;
    private static final byte NOT_IN_QUARTERS = 0x7F;

    private ZoneEncodings() {
    }

    static void addTo(EncodingTable table) {
        table.<ZoneOffset>addCanonical(Tag.ZONE_OFFSET, ZoneOffset.class, ZoneEncodings::appendOffset,
                ZoneEncodings::readOffset);
        table.<ZoneId>addCanonical(Tag.ZONE_REGION, REGION, ZoneEncodings::isKnown, ZoneEncodings::appendRegion,
                ZoneEncodings::readRegion);
        table.<OffsetTime>addCanonical(Tag.OFFSET_TIME, OffsetTime.class, ZoneEncodings::appendOffsetTime,
                in -> OffsetTime.of(TimeEncodings.readTime(in), readOffset(in)));
        table.<OffsetDateTime>addCanonical(Tag.OFFSET_DATE_TIME, OffsetDateTime.class, ZoneEncodings::appendOffsetDateTime,
                in -> OffsetDateTime.of(TimeEncodings.readDateTime(in), readOffset(in)));
        table.<ZonedDateTime>addCanonical(Tag.ZONED_DATE_TIME, ZonedDateTime.class, ZoneEncodings::isPossible,
                ZoneEncodings::appendZonedDateTime, ZoneEncodings::readZonedDateTime);
    }

    private static boolean isKnown(ZoneId zone) {
        try {
            return zone.getRules() != null;
        } catch (ZoneRulesException unknown) {
            return false;
        }
    }

    private static boolean isPossible(ZonedDateTime time) {
        try {
            return time.getZone().getRules().isValidOffset(time.toLocalDateTime(), time.getOffset());
        } catch (ZoneRulesException unknownZone) {
            return false;
        }
    }

    private static void appendOffset(ZoneOffset offset, EncodeBuffer out) {
        int seconds = offset.getTotalSeconds();
        if (seconds % SECONDS_PER_QUARTER == 0) {
            out.appendByte(seconds / SECONDS_PER_QUARTER);
        } else {
            out.appendByte(NOT_IN_QUARTERS);
            out.appendInt(seconds);
        }
    }

    private static ZoneOffset readOffset(DecodeInput in) {
        byte quarters = in.readByte();
        return ZoneOffset.ofTotalSeconds(quarters == NOT_IN_QUARTERS ? in.readInt() : quarters * SECONDS_PER_QUARTER);
    }

    /** Ids of regions are ASCII: {@code ZoneId} accepts no others. */
    private static void appendRegion(ZoneId zone, EncodeBuffer out) {
        byte[] id = zone.getId().getBytes(StandardCharsets.US_ASCII);
        out.appendBytes(id, 0, id.length);
    }

    private static ZoneId readRegion(DecodeInput in) {
        ZoneId zone = ZoneId.of(in.readString(StringEncoding.LATIN1, in.remaining()));
        if (zone.getClass() != REGION) {
            throw CodecException.damaged("no region but an offset: " + zone);
        }
        return zone;
    }

    private static void appendOffsetTime(OffsetTime time, EncodeBuffer out) {
        TimeEncodings.appendTime(time.toLocalTime(), out);
        appendOffset(time.getOffset(), out);
    }

    private static void appendOffsetDateTime(OffsetDateTime time, EncodeBuffer out) {
        TimeEncodings.appendDateTime(time.toLocalDateTime(), out);
        appendOffset(time.getOffset(), out);
    }

    private static void appendZonedDateTime(ZonedDateTime time, EncodeBuffer out) {
        TimeEncodings.appendDateTime(time.toLocalDateTime(), out);
        appendOffset(time.getOffset(), out);
        if (time.getZone().getClass() == REGION) {
            appendRegion(time.getZone(), out);
        }
    }

    private static ZonedDateTime readZonedDateTime(DecodeInput in) {
        LocalDateTime local = TimeEncodings.readDateTime(in);
        ZoneOffset offset = readOffset(in);
        ZoneId zone = in.remaining() == 0 ? offset : readRegion(in);
        return ZonedDateTime.ofStrict(local, offset, zone);
    }
}
