package org.varve.benchmarks.values;

import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import org.hibernate.cache.spi.entry.StandardCacheEntryImpl;

/**
 * The cache entry of an {@link Account}, by somebody who knows its columns and their order. It starts with a bit for each column that is not null; the name of
 * the entity is not written.
 */
final class AccountForm implements HandWritten<StandardCacheEntryImpl> {
    private static final String ENTITY = Account.class.getName();
    /** Of the columns in the order that Hibernate has them in, which is that of their names. The last one is the version. */
    private static final Class<?>[] TYPES = {Boolean.class, BigDecimal.class, LocalDate.class, String.class, Instant.class, BigDecimal.class, Long.class,
        String.class, String.class, String.class, Integer.class, String.class, Double.class, String.class, String.class, Integer.class};
    private static final MethodHandle CONSTRUCTOR = constructor();

    /** Hibernate has it in its package only. */
    private static MethodHandle constructor() {
        try {
            return MethodHandles.privateLookupIn(StandardCacheEntryImpl.class, MethodHandles.lookup()).findConstructor(StandardCacheEntryImpl.class,
                    MethodType.methodType(void.class, Serializable[].class, String.class, Object.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @Override
    public int size(StandardCacheEntryImpl entry) {
        int size = Integer.BYTES + Integer.BYTES;
        for (Serializable column : entry.getDisassembledState()) {
            size += column == null ? 0 : size(column);
        }
        return size;
    }

    private static int size(Serializable column) {
        if (column instanceof String text) {
            return Fields.size(text);
        } else if (column instanceof BigDecimal number) {
            return Fields.size(number);
        } else if (column instanceof Instant) {
            return Long.BYTES + Integer.BYTES;
        } else if (column instanceof Boolean) {
            return 1;
        }
        return column instanceof Long || column instanceof Double ? Long.BYTES : Integer.BYTES;
    }

    @Override
    public void write(StandardCacheEntryImpl entry, ByteBuffer out) {
        Serializable[] state = entry.getDisassembledState();
        int present = 0;
        for (int i = 0; i < state.length; i++) {
            present |= state[i] == null ? 0 : 1 << i;
        }
        out.putInt(present).putInt((Integer) entry.getVersion());
        for (Serializable column : state) {
            if (column != null) {
                write(column, out);
            }
        }
    }

    private static void write(Serializable column, ByteBuffer out) {
        if (column instanceof String text) {
            Fields.write(text, out);
        } else if (column instanceof BigDecimal number) {
            Fields.write(number, out);
        } else if (column instanceof LocalDate date) {
            Fields.write(date, out);
        } else if (column instanceof Instant instant) {
            Fields.write(instant, out);
        } else if (column instanceof Boolean yes) {
            out.put((byte) (yes ? 1 : 0));
        } else if (column instanceof Long number) {
            out.putLong(number);
        } else if (column instanceof Double number) {
            out.putDouble(number);
        } else {
            out.putInt((Integer) column);
        }
    }

    @Override
    public StandardCacheEntryImpl read(ByteBuffer in) {
        int present = in.getInt();
        Integer version = in.getInt();
        Serializable[] state = new Serializable[TYPES.length];
        for (int i = 0; i < state.length; i++) {
            if ((present >>> i & 1) != 0) {
                state[i] = read(TYPES[i], in);
            }
        }
        try {
            return (StandardCacheEntryImpl) CONSTRUCTOR.invokeExact(state, ENTITY, (Object) version);
        } catch (Throwable e) {
            throw new IllegalStateException("an entry cannot be made", e);
        }
    }

    private static Serializable read(Class<?> type, ByteBuffer in) {
        if (type == String.class) {
            return Fields.readString(in);
        } else if (type == BigDecimal.class) {
            return Fields.readBigDecimal(in);
        } else if (type == LocalDate.class) {
            return Fields.readDate(in);
        } else if (type == Instant.class) {
            return Fields.readInstant(in);
        } else if (type == Boolean.class) {
            return in.get() != 0;
        } else if (type == Long.class) {
            return in.getLong();
        }
        return type == Double.class ? (Serializable) in.getDouble() : (Serializable) in.getInt();
    }
}
