package org.varve.codec.graph.field;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import org.varve.codec.CodecException;

/** Of a class whose objects are what their fields are. */
final class ObjectPlan extends Plan {
    private final Constructor<?> constructor;
    private final FieldAccess[] fields;

    ObjectPlan(Class<?> type, int number, List<FieldAccess> fields) throws ReflectiveOperationException {
        super(type, number);
        this.constructor = Creation.constructor(type);
        this.fields = fields.toArray(FieldAccess[]::new);
    }

    @Override
    void writeBody(Object object, GraphWriter out) {
        try {
            for (FieldAccess field : fields) {
                field.write(object, out);
            }
        } catch (IllegalAccessException e) {
            throw new CodecException(type().getName() + " cannot be cached: a field cannot be read", e);
        }
    }

    @Override
    Object readBody(GraphReader in) {
        int number = in.begin();
        try {
            Object object = constructor.newInstance();
            in.finish(number, object);
            for (FieldAccess field : fields) {
                field.read(object, in);
            }
            return object;
        } catch (InvocationTargetException e) {
            throw new CodecException("A cached " + type().getName() + " could not be made: " + e.getCause(), e.getCause());
        } catch (InstantiationException | IllegalAccessException e) {
            throw new CodecException("A cached " + type().getName() + " could not be made", e);
        }
    }
}
