package org.varve.codec.graph.field;

import java.lang.reflect.Array;

/** Of arrays of objects, or of arrays. */
final class ArrayPlan extends Plan {
    ArrayPlan(Class<?> type, int number) {
        super(type, number);
    }

    @Override
    void writeBody(Object object, GraphWriter out) {
        Object[] array = (Object[]) object;
        out.out().appendVarint(array.length);
        for (Object element : array) {
            out.write(element);
        }
    }

    @Override
    Object readBody(GraphReader in) {
        int number = in.begin();
        int length = in.readLength(type());
        Object[] array = (Object[]) Array.newInstance(type().getComponentType(), length);
        in.finish(number, array);
        for (int i = 0; i < length; i++) {
            array[i] = in.read();
        }
        return array;
    }
}
