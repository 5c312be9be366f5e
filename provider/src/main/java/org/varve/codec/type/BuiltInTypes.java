package org.varve.codec.type;

import java.lang.ref.WeakReference;
import org.varve.codec.Tag;

/** The classes that have an encoding of their own, by class and by tag. Complete once it has been loaded, then never changed. */
public final class BuiltInTypes {
    private static final EncodingTable TABLE = new EncodingTable();
    private static final EnumEncoding ENUMS = new EnumEncoding();
    private static final ArrayEncoding ARRAYS = new ArrayEncoding();

    /**
     * What is not worth a look at a class's properties each time. It hangs on the class, which may belong to a loader above
     * ours and outlive it: on such a class nothing hangs that leads to a class of ours, or we would never be unloaded. So it
     * is an encoding, a weak reference to one, or {@link #NONE}.
     */
    private static final ClassValue<Object> CHOICES = new ClassValue<>() {
        @Override
        protected Object computeValue(Class<?> type) {
            ObjectEncoding chosen = choose(type);
            if (chosen == null) {
                return NONE;
            }
            return dependsOnUs(type) ? chosen : new WeakReference<>(chosen);
        }
    };

    private static final Object NONE = Boolean.FALSE;

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
        Object choice = CHOICES.get(type);
        if (choice instanceof WeakReference<?> reference) {
            ObjectEncoding chosen = (ObjectEncoding) reference.get();
            // Only that of a record is made for its class and may be gone; the others are in the table.
            return chosen == null ? choose(type) : chosen;
        }
        return choice == NONE ? null : (ObjectEncoding) choice;
    }

    /** Whether the class cannot outlive our class loader, because its own leads to it. */
    private static boolean dependsOnUs(Class<?> type) {
        ClassLoader ours = BuiltInTypes.class.getClassLoader();
        for (ClassLoader loader = type.getClassLoader(); loader != null; loader = loader.getParent()) {
            if (loader == ours) {
                return true;
            }
        }
        return false;
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
