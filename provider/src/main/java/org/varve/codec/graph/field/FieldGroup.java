package org.varve.codec.graph.field;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.varve.codec.CodecException;

/** The fields that one class adds to its objects: those that Java serialization writes by default, and in its order. Immutable. */
final class FieldGroup {
    private static final Comparator<Field> ORDER = Comparator.comparing((Field field) -> !field.getType().isPrimitive())
            .thenComparing(Field::getName);

    private final FieldAccess[] fields;
    private final MethodHandle[] writers;
    private final MethodHandle[] readers;

    /** Fills the fields where the readers must not; null where they may. */
    private final MethodHandle defaultRead;

    private FieldGroup(List<FieldAccess> fields, MethodHandle defaultRead) {
        this.fields = fields.toArray(FieldAccess[]::new);
        this.writers = FieldAccess.writers(fields);
        this.readers = defaultRead == null ? FieldAccess.readers(fields) : new MethodHandle[0];
        this.defaultRead = defaultRead;
    }

    /**
     * The fields that are declared by this very class.
     *
     * @param setsFinals whether final fields may be set like others
     * @throws Unsuitable if they cannot be set otherwise either
     */
    static FieldGroup of(Class<?> type, boolean setsFinals) throws ReflectiveOperationException {
        List<Field> declared = new ArrayList<>();
        boolean finals = false;
        for (Field field : type.getDeclaredFields()) {
            if ((field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0) {
                declared.add(field);
                finals |= Modifier.isFinal(field.getModifiers());
            }
        }
        declared.sort(ORDER);
        boolean byDefault = finals && !setsFinals;
        List<FieldAccess> fields = new ArrayList<>();
        for (Field field : declared) {
            fields.add(FieldAccess.of(field, !byDefault));
        }
        return new FieldGroup(fields, byDefault ? SerializationSupport.defaultRead(type) : null);
    }

    boolean isEmpty() {
        return fields.length == 0;
    }

    void write(Object owner, GraphWriter out) {
        try {
            for (MethodHandle writer : writers) {
                writer.invokeExact(out, owner);
            }
        } catch (Throwable e) {
            throw FieldAccess.unchecked(e);
        }
    }

    void read(Object owner, GraphReader in) {
        if (defaultRead != null) {
            readByDefault(owner, in);
            return;
        }
        try {
            for (MethodHandle reader : readers) {
                reader.invokeExact(in, owner);
            }
        } catch (Throwable e) {
            throw FieldAccess.unchecked(e);
        }
    }

    private void readByDefault(Object owner, GraphReader in) {
        try {
            ObjectInputStream values = new FieldValues(fields, in);
            defaultRead.invokeExact(owner, values);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (IOException | ClassNotFoundException e) {
            throw new CodecException("A cached " + owner.getClass().getName() + " could not be filled: " + e, e);
        } catch (Throwable e) {
            throw new AssertionError("a handle that throws what it does not declare", e);
        }
    }
}
