package org.varve.codec.graph.field;

import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import org.varve.codec.CodecException;

/** Of a class whose objects are what their fields are. */
final class ObjectPlan extends Plan {
    private final Constructor<?> constructor;

    /** Of the classes that have any, the topmost first. */
    private final FieldGroup[] groups;

    /** @param setsFinals whether final fields may be set like others */
    ObjectPlan(Class<?> type, int number, boolean setsFinals) throws ReflectiveOperationException {
        super(type, number);
        List<FieldGroup> found = new ArrayList<>();
        for (Class<?> each = type; Serializable.class.isAssignableFrom(each); each = each.getSuperclass()) {
            FieldGroup group = FieldGroup.of(each, setsFinals);
            if (!group.isEmpty()) {
                found.add(0, group);
            }
        }
        groups = found.toArray(FieldGroup[]::new);
        constructor = SerializationSupport.constructor(type);
    }

    @Override
    void writeBody(Object object, GraphWriter out) {
        for (FieldGroup group : groups) {
            group.write(object, out);
        }
    }

    @Override
    Object readBody(GraphReader in) {
        int number = in.begin();
        try {
            Object object = constructor.newInstance();
            in.finish(number, object);
            for (FieldGroup group : groups) {
                group.read(object, in);
            }
            return object;
        } catch (InvocationTargetException e) {
            throw new CodecException("A cached " + type().getName() + " could not be made: " + e.getCause(), e.getCause());
        } catch (InstantiationException | IllegalAccessException e) {
            throw new CodecException("A cached " + type().getName() + " could not be made", e);
        }
    }
}
