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
 *   0F   enum                     class number, var of the constant's ordinal
 *   10   BigInteger               two's complement, big-endian, fewest bytes
 *   11   BigDecimal               zz scale, unscaled value as in 10
 *   12   Optional                 element, or nothing if it is empty
 *   13   OptionalInt              zz, or nothing if it is empty
 *   14   OptionalLong             zz, or nothing if it is empty
 *   15   OptionalDouble           i64 of doubleToLongBits, or nothing if it is empty
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
 *   38   boolean[]                one byte each: 0, 1
 *   39   char[]                   the elements, little-endian
 *   3A   short[]                  likewise
 *   3B   int[]                    likewise
 *   3C   long[]                   likewise
 *   3D   float[]                  likewise, floatToRawIntBits
 *   3E   double[]                 likewise, doubleToRawLongBits
 *   3F   any other array          class number, elements
 *   40   ArrayList                elements
 *   41   LinkedList               elements
 *   42   Arrays.asList            elements
 *   43   List.of, Stream.toList   var of (number * 2 + 1 if it is of the kind that takes nulls), the elements
 *   44   Collections.emptyList    none
 *   45   singletonList            element
 *   46   unmodifiableList         elements; of a list with fast access by index
 *   47   unmodifiableList         elements; of any other
 *   48   CopyOnWriteArrayList     elements
 *   49   ArrayDeque               elements
 *   50   HashSet                  elements
 *   51   LinkedHashSet            elements
 *   52   TreeSet                  elements; only in natural order
 *   53   EnumSet                  one byte: 1 if empty; element: the enum's first constant; elements if it is not empty
 *   54   Set.of                   elements
 *   55   Collections.emptySet     none
 *   56   Collections.singleton    element
 *   60   HashMap                  entries
 *   61   LinkedHashMap            entries
 *   62   TreeMap                  entries; only in natural order
 *   63   ConcurrentHashMap        entries
 *   64   EnumMap                  entries; only if there are any
 *   65   Map.of                   entries
 *   66   Collections.emptyMap     none
 *   67   singletonMap             element key, element value
 *   68   SimpleEntry              element key, element value
 *   69   SimpleImmutableEntry     element key, element value
 *   6A   Map.entry                element key, element value
 *   70   record                   class number, then the components in order: boolean and byte one byte, char var, short, int
 *                                 and long zz, float i32 and double i64 of the raw bits, all others an element
 *   7D   any value, compressed    var of the length of its encoding, tag included; that encoding as an LZ4 block
 *   7E   any, by a Serializer     var of the serializer's number in its cache and role, then what it writes
 *   7F   any other object         what the cache's GraphCodec writes
 *
 *   element: var of the number of bytes that follow, 0 for null; then an encoding, tag and payload
 *   elements: var of their number, then each; entries: var of their number, then of each the key and the value
 *   class number: var of the number of the class in the cache's ClassTable
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

    public static final int OPTIONAL = 0x12;
    public static final int OPTIONAL_INT = 0x13;
    public static final int OPTIONAL_LONG = 0x14;
    public static final int OPTIONAL_DOUBLE = 0x15;

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

    public static final int BOOLEAN_ARRAY = 0x38;
    public static final int CHAR_ARRAY = 0x39;
    public static final int SHORT_ARRAY = 0x3A;
    public static final int INT_ARRAY = 0x3B;
    public static final int LONG_ARRAY = 0x3C;
    public static final int FLOAT_ARRAY = 0x3D;
    public static final int DOUBLE_ARRAY = 0x3E;
    public static final int ARRAY = 0x3F;

    public static final int ARRAY_LIST = 0x40;
    public static final int LINKED_LIST = 0x41;
    public static final int LIST_OF_ARRAY = 0x42;
    public static final int IMMUTABLE_LIST = 0x43;
    public static final int EMPTY_LIST = 0x44;
    public static final int SINGLETON_LIST = 0x45;
    public static final int UNMODIFIABLE_LIST = 0x46;
    public static final int UNMODIFIABLE_LINKED_LIST = 0x47;
    public static final int COPY_ON_WRITE_LIST = 0x48;
    public static final int ARRAY_DEQUE = 0x49;

    public static final int HASH_SET = 0x50;
    public static final int LINKED_HASH_SET = 0x51;
    public static final int TREE_SET = 0x52;
    public static final int ENUM_SET = 0x53;
    public static final int IMMUTABLE_SET = 0x54;
    public static final int EMPTY_SET = 0x55;
    public static final int SINGLETON_SET = 0x56;

    public static final int HASH_MAP = 0x60;
    public static final int LINKED_HASH_MAP = 0x61;
    public static final int TREE_MAP = 0x62;
    public static final int CONCURRENT_HASH_MAP = 0x63;
    public static final int ENUM_MAP = 0x64;
    public static final int IMMUTABLE_MAP = 0x65;
    public static final int EMPTY_MAP = 0x66;
    public static final int SINGLETON_MAP = 0x67;
    public static final int SIMPLE_ENTRY = 0x68;
    public static final int SIMPLE_IMMUTABLE_ENTRY = 0x69;
    public static final int MAP_ENTRY = 0x6A;

    public static final int RECORD = 0x70;

    public static final int COMPRESSED = 0x7D;
    public static final int SERIALIZER = 0x7E;
    public static final int GRAPH = 0x7F;

    /** Tags are 1 to LIMIT - 1. */
    public static final int LIMIT = 0x80;

    private Tag() {
    }
}
