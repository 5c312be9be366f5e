package org.varve.codec.graph.field;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;

/** Writes, reads and transports one field. Immutable. */
final class FieldAccess {
    /*
     * By method handles. The JVM compiles the whole of one that is called often as if it stood in a program, so several fields are
     * made into one handle: that is a third faster than a reflective call for each of them. But not all fields of a huge class, or
     * its handle would be too large to be compiled at once.
     */
    private static final int MOST_TOGETHER = 16;
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private final String name;
    /** {@code (GraphWriter, Object owner)void}. */
    private final MethodHandle writer;
    /** {@code (GraphReader, Object owner)void}; null for a final field that is not to be set this way. */
    private final MethodHandle reader;
    /** {@code (GraphReader)Object}. */
    private final MethodHandle value;

    private FieldAccess(Field field, boolean isSet) throws ReflectiveOperationException {
        Class<?> type = field.getType().isPrimitive() ? field.getType() : Object.class;
        MethodHandle append = LOOKUP.findStatic(FieldForms.class, "append", methodType(void.class, GraphWriter.class, type));
        MethodHandle next = LOOKUP.findStatic(FieldForms.class, readName(type), methodType(type, GraphReader.class));
        field.setAccessible(true);
        MethodHandle getter = LOOKUP.unreflectGetter(field).asType(methodType(type, Object.class));
        name = field.getName();
        writer = MethodHandles.filterArguments(append, 1, getter);
        reader = isSet ? reader(field, type, next) : null;
        value = next.asType(methodType(Object.class, GraphReader.class));
    }

    private static MethodHandle reader(Field field, Class<?> type, MethodHandle next) throws IllegalAccessException {
        MethodHandle setter = LOOKUP.unreflectSetter(field).asType(methodType(void.class, Object.class, type));
        MethodHandle ownerFirst = MethodHandles.filterArguments(setter, 1, next);
        return MethodHandles.permuteArguments(ownerFirst, methodType(void.class, GraphReader.class, Object.class), 1, 0);
    }

    private static String readName(Class<?> type) {
        String typeName = type.getSimpleName();
        return "read" + Character.toUpperCase(typeName.charAt(0)) + typeName.substring(1);
    }

    /**
     * Access to a field.
     *
     * @param isSet whether {@link #readers} may set it
     * @throws java.lang.reflect.InaccessibleObjectException if the field's module does not allow it
     */
    static FieldAccess of(Field field, boolean isSet) throws ReflectiveOperationException {
        return new FieldAccess(field, isSet);
    }

    String name() {
        return name;
    }

    /** Handles {@code (GraphWriter, Object owner)void} that append all these fields, one after another. */
    static MethodHandle[] writers(List<FieldAccess> fields) {
        return together(fields.stream().map(field -> field.writer).toList());
    }

    /** Handles {@code (GraphReader, Object owner)void} that fill all these fields, one after another. */
    static MethodHandle[] readers(List<FieldAccess> fields) {
        return together(fields.stream().map(field -> field.reader).toList());
    }

    private static MethodHandle[] together(List<MethodHandle> steps) {
        List<MethodHandle> all = new ArrayList<>();
        for (int from = 0; from < steps.size(); from += MOST_TOGETHER) {
            int last = Math.min(from + MOST_TOGETHER, steps.size()) - 1;
            MethodHandle part = steps.get(last);
            for (int i = last - 1; i >= from; i--) {
                part = MethodHandles.foldArguments(part, steps.get(i));
            }
            all.add(part);
        }
        return all.toArray(MethodHandle[]::new);
    }

    /** The value of the field on its own, boxed. */
    Object readValue(GraphReader in) {
        try {
            return (Object) value.invokeExact(in);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    /** What a handle has thrown, which calls nothing that declares a checked exception. Throws errors itself. */
    static RuntimeException unchecked(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException exception ? exception : new IllegalStateException(thrown);
    }
}
