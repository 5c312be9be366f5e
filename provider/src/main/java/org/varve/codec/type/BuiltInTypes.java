package org.varve.codec.type;

import org.varve.codec.Tag;

/** The classes that have an encoding of their own, by class and by tag. Complete once it has been loaded, then never changed. */
public final class BuiltInTypes {
    private static final EncodingTable TABLE = new EncodingTable();
    private static final EnumEncoding ENUMS = new EnumEncoding();
    private static final ArrayEncoding ARRAYS = new ArrayEncoding();

    /** What is not worth a look at a class's properties each time; null cannot be kept by it. */
    private static final ClassValue<Choice> CHOICES = new ClassValue<>() {
        @Override
        protected Choice computeValue(Class<?> type) {
            return new Choice(choose(type));
        }
    };

    /** @param encoding null for none */
    private record Choice(ObjectEncoding encoding) {
    }

    static {
        NumberEncodings.addTo(TABLE);
        PrimitiveArrayEncodings.addTo(TABLE);
        TimeEncodings.addTo(TABLE);
        ZoneEncodings.addTo(TABLE);
        DateEncodings.addTo(TABLE);
        OptionalEncodings.addTo(TABLE);
        ListEncodings.addTo(TABLE);
        SetEncodings.addTo(TABLE);
        MapEncodings.addTo(TABLE);
        MapEntryEncodings.addTo(TABLE);
        TABLE.add(ENUMS);
        TABLE.add(ARRAYS);
        TABLE.add(RecordEncoding.READER);
        try {
            SqlEncodings.addTo(TABLE);
        } catch (NoClassDefFoundError absent) {
            // The module java.sql is optional. Where it is missing there are no objects of its classes either.
        }
    }

    private BuiltInTypes() {
    }

    /** The encoding of exactly this class, or null. Strings and booleans have none: see {@link Tag}. */
    public static ObjectEncoding of(Class<?> type) {
        return CHOICES.get(type).encoding();
    }

    /** The encoding with this tag, or null. */
    public static ObjectEncoding of(byte tag) {
        return TABLE.of(tag);
    }

    private static ObjectEncoding choose(Class<?> type) {
        ObjectEncoding builtIn = TABLE.of(type);
        if (builtIn != null) {
            return builtIn;
        }
        if (Enum.class.isAssignableFrom(type) && type != Enum.class) {
            return ENUMS;
        }
        if (type.isArray()) {
            return ARRAYS;
        }
        return type.isRecord() ? RecordEncoding.of(type) : null;
    }
}
