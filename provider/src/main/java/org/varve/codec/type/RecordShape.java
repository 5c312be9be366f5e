package org.varve.codec.type;

import java.io.Externalizable;
import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Locale;
import org.varve.codec.CodecException;
import org.varve.codec.DecodeInput;
import org.varve.codec.EncodeBuffer;

/**
 * The components of a record class and how to get at them: the fields, as Java serialization does, not the accessors, which may
 * be anything, and the canonical constructor, which may refuse what it is given. Thread safe.
 */
final class RecordShape {
    private enum Kind { BOOLEAN, BYTE, SHORT, CHAR, INT, LONG, FLOAT, DOUBLE, OBJECT }

    private final Class<?> type;
    private final Kind[] kinds;
    /** From an Object to the primitive, or to Object. */
    private final MethodHandle[] getters;
    /** From an Object[] to Object. */
    private final MethodHandle constructor;
    private final boolean holdsValuesOnly;

    private RecordShape(Class<?> type, MethodHandles.Lookup lookup) throws ReflectiveOperationException {
        this.type = type;
        RecordComponent[] components = type.getRecordComponents();
        kinds = new Kind[components.length];
        getters = new MethodHandle[components.length];
        Class<?>[] types = new Class<?>[components.length];
        boolean valuesOnly = true;
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            kinds[i] = kindOf(types[i]);
            MethodHandle getter = lookup.findGetter(type, components[i].getName(), types[i]);
            getters[i] = getter.asType(MethodType.methodType(types[i].isPrimitive() ? types[i] : Object.class, Object.class));
            valuesOnly &= isValue(types[i]);
        }
        holdsValuesOnly = valuesOnly;
        constructor = lookup.findConstructor(type, MethodType.methodType(void.class, types))
                .asSpreader(Object[].class, types.length).asType(MethodType.methodType(Object.class, Object[].class));
    }

    /**
     * The shape of a record class; null if its objects have to go to the graph codec, because they are not Serializable, or
     * replace themselves, or are in a module that is not open to us.
     */
    static RecordShape of(Class<?> type) {
        if (!Serializable.class.isAssignableFrom(type) || Externalizable.class.isAssignableFrom(type)
                || declares(type, "writeReplace") || declares(type, "readResolve")) {
            return null;
        }
        try {
            return new RecordShape(type, MethodHandles.privateLookupIn(type, MethodHandles.lookup()));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError notOpen) {
            return null;
        }
    }

    private static boolean declares(Class<?> type, String method) {
        return Arrays.stream(type.getDeclaredMethods()).anyMatch(m -> m.getName().equals(method)
                && m.getParameterCount() == 0 && m.getReturnType() == Object.class && !Modifier.isStatic(m.getModifiers()));
    }

    private static Kind kindOf(Class<?> type) {
        return type.isPrimitive() ? Kind.valueOf(type.getName().toUpperCase(Locale.ROOT)) : Kind.OBJECT;
    }

    private static boolean isValue(Class<?> type) {
        if (type.isPrimitive() || type == String.class || type == Boolean.class || type.isEnum()
                || type == BigDecimal.class || type == BigInteger.class) {
            return true;
        }
        return Modifier.isFinal(type.getModifiers()) && !type.isRecord() && !type.isArray() && BuiltInTypes.of(type) != null
                && BuiltInTypes.of(type).isCanonical();
    }

    /** Whether a record of the class can hold no container, by the types of its components. */
    boolean holdsValuesOnly() {
        return holdsValuesOnly;
    }

    boolean write(Object record, EncodeBuffer out, Nesting nesting) {
        try {
            for (int i = 0; i < kinds.length; i++) {
                if (!writeComponent(kinds[i], getters[i], record, out, nesting)) {
                    return false;
                }
            }
            return true;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("a field was read", e);
        }
    }

    private static boolean writeComponent(Kind kind, MethodHandle getter, Object record, EncodeBuffer out, Nesting nesting)
            throws Throwable {
        switch (kind) {
            case BOOLEAN -> out.appendByte((boolean) getter.invokeExact(record) ? 1 : 0);
            case BYTE -> out.appendByte((byte) getter.invokeExact(record));
            case SHORT -> out.appendZigzag((short) getter.invokeExact(record));
            case CHAR -> out.appendVarint((char) getter.invokeExact(record));
            case INT -> out.appendZigzag((int) getter.invokeExact(record));
            case LONG -> out.appendZigzag((long) getter.invokeExact(record));
            case FLOAT -> out.appendInt(Float.floatToRawIntBits((float) getter.invokeExact(record)));
            case DOUBLE -> out.appendLong(Double.doubleToRawLongBits((double) getter.invokeExact(record)));
            case OBJECT -> {
                return nesting.write((Object) getter.invokeExact(record), out);
            }
        }
        return true;
    }

    Object read(DecodeInput in, Nesting nesting) {
        Object[] components = new Object[kinds.length];
        for (int i = 0; i < components.length; i++) {
            components[i] = readComponent(kinds[i], in, nesting);
        }
        try {
            return (Object) constructor.invokeExact(components);
        } catch (Throwable refused) { // also a component of another class, where the bytes are damaged
            throw failed(refused);
        }
    }

    private CodecException failed(Throwable refused) {
        if (refused instanceof VirtualMachineError error) {
            throw error;
        }
        return new CodecException("A cached record cannot be made: the constructor of " + type.getName() + " failed with " + refused, refused);
    }

    private static Object readComponent(Kind kind, DecodeInput in, Nesting nesting) {
        return switch (kind) {
            case BOOLEAN -> in.readByte() != 0;
            case BYTE -> in.readByte();
            case SHORT -> (short) in.readZigzagInt();
            case CHAR -> (char) in.readVarint();
            case INT -> in.readZigzagInt();
            case LONG -> in.readZigzag();
            case FLOAT -> Float.intBitsToFloat(in.readInt());
            case DOUBLE -> Double.longBitsToDouble(in.readLong());
            case OBJECT -> nesting.read(in);
        };
    }
}
