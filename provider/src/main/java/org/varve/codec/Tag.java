package org.varve.codec;

/**
 * The first byte of every encoding, and what follows it.
 *
 * <p>In the table, <em>min</em>, <em>zz</em> and <em>var</em> are the minimal, zigzag and varint integers of
 * {@link EncodeBuffer}, <em>i32</em> and <em>i64</em> the fixed ones. <em>Fraction</em> is a varint of a count of units and in
 * its two lowest bits the unit: 0 nothing, 1 milli-, 2 micro-, 3 nanoseconds; always the coarsest unit that loses nothing.
 *
 * <pre>
 *   tag  type                     payload
 *   01   String                   one byte a character, all of them up to U+00FF
 *   02   String                   UTF-8; where shorter than UTF-16 and without unpaired surrogates
 *   03   String                   UTF-16, little-endian, any sequence of chars
 *   04   Boolean                  none: false
 *   05   Boolean                  none: true
 *   06   Byte                     one byte
 *   07   Short                    min
 *   08   Character                min of the UTF-16 code unit
 *   09   Integer                  min
 *   0A   Long                     min
 *   0B   Float                    i32 of floatToIntBits
 *   0C   Double                   i64 of doubleToLongBits
 *   0D   byte[]                   the bytes
 *   0E   UUID                     i64 most, i64 least significant bits
 *   0F   enum                     inline string: declaring class; inline string: constant
 *   10   BigInteger               two's complement, big-endian, fewest bytes
 *   11   BigDecimal               zz scale, unscaled value as in 10
 *   20   Instant                  zz seconds, fraction
 *   21   LocalDate                date: zz of ((year - 2015) * 12 + month - 1) * 31 + day - 1
 *   22   LocalTime                time: like a fraction of the count since midnight, unit 0 being seconds
 *   23   LocalDateTime            date, time
 *   24   OffsetDateTime           date, time, offset
 *   25   OffsetTime               time, offset
 *   26   ZonedDateTime            date, time, offset, region id in ASCII (empty: the zone is the offset)
 *   27   ZoneOffset               offset: one byte of quarter hours, or 7F and i32 seconds
 *   28   ZoneId (region)          region id in ASCII
 *   29   Duration                 zz seconds, fraction
 *   2A   Period                   zz years, zz months, zz days
 *   2B   Year                     min
 *   2C   YearMonth                min of year * 12 + month - 1
 *   2D   MonthDay                 min of (month - 1) * 31 + day - 1
 *   30   java.util.Date           min of milliseconds
 *   31   java.sql.Timestamp       zz seconds, fraction
 *   32   java.sql.Date            min of milliseconds
 *   33   java.sql.Time            min of milliseconds
 *   7D   any value, compressed    var of the length of its encoding, tag included; that encoding as an LZ4 block
 *   7E   any, by a Serializer     var of the serializer's number in its cache and role, then what it writes
 *   7F   any other object         what the cache's GraphCodec writes
 *
 *   inline string: var of (bytes * 4 + form), then the bytes; form 0, 1, 2 as in tags 01, 02, 03
 * </pre>
 *
 * <p>Zero is no tag, so that memory that was never written does not decode.
 */
public final class Tag {
    public static final int STRING_LATIN1 = 0x01;
    public static final int STRING_UTF8 = 0x02;
    public static final int STRING_UTF16 = 0x03;
    public static final int FALSE = 0x04;
    public static final int TRUE = 0x05;
    public static final int BYTE = 0x06;
    public static final int SHORT = 0x07;
    public static final int CHARACTER = 0x08;
    public static final int INTEGER = 0x09;
    public static final int LONG = 0x0A;
    public static final int FLOAT = 0x0B;
    public static final int DOUBLE = 0x0C;
    public static final int BYTE_ARRAY = 0x0D;
    public static final int UUID = 0x0E;
    public static final int ENUM = 0x0F;
    public static final int BIG_INTEGER = 0x10;
    public static final int BIG_DECIMAL = 0x11;

    public static final int INSTANT = 0x20;
    public static final int LOCAL_DATE = 0x21;
    public static final int LOCAL_TIME = 0x22;
    public static final int LOCAL_DATE_TIME = 0x23;
    public static final int OFFSET_DATE_TIME = 0x24;
    public static final int OFFSET_TIME = 0x25;
    public static final int ZONED_DATE_TIME = 0x26;
    public static final int ZONE_OFFSET = 0x27;
    public static final int ZONE_REGION = 0x28;
    public static final int DURATION = 0x29;
    public static final int PERIOD = 0x2A;
    public static final int YEAR = 0x2B;
    public static final int YEAR_MONTH = 0x2C;
    public static final int MONTH_DAY = 0x2D;

    public static final int DATE = 0x30;
    public static final int SQL_TIMESTAMP = 0x31;
    public static final int SQL_DATE = 0x32;
    public static final int SQL_TIME = 0x33;

    public static final int COMPRESSED = 0x7D;
    public static final int SERIALIZER = 0x7E;
    public static final int GRAPH = 0x7F;

    /** Tags are 1 to LIMIT - 1. */
    public static final int LIMIT = 0x80;

    private Tag() {
    }
}
