package org.varve.codec.type;

import java.lang.reflect.Array;
import org.varve.codec.CodecException;
import org.varve.codec.DecodeInput;
import org.varve.codec.EncodeBuffer;
import org.varve.codec.Tag;

/** Arrays of objects, and of arrays: the number of the array's class in the cache, the number of elements, the elements. */
final class ArrayEncoding extends ObjectEncoding {
    ArrayEncoding() {
        super(Tag.ARRAY, "array");
    }

    @Override
    public boolean isCanonical() {
        return false;
    }

    @Override
    public boolean isContainer() {
        return true;
    }

    /** Nothing can be changed in an array without elements; constants of them are common. */
    @Override
    public Sharing sharing(Object object) {
        return ((Object[]) object).length == 0 ? Sharing.VALUE : Sharing.MUTABLE;
    }

    @Override
    public boolean write(Object object, EncodeBuffer out, Nesting nesting) {
        out.appendByte(Tag.ARRAY);
        out.appendVarint(nesting.classes().idOf(object.getClass()));
        return Elements.write((Object[]) object, out, nesting);
    }

    @Override
    Object readPayload(DecodeInput in, Nesting nesting) {
        Class<?> type = nesting.classes().classOf(in.readVarint());
        if (!Object[].class.isAssignableFrom(type)) {
            throw CodecException.damaged("an array of class " + type.getName());
        }
        Object[] array = (Object[]) Array.newInstance(type.getComponentType(), in.readCount(1));
        for (int i = 0; i < array.length; i++) {
            array[i] = nesting.read(in); // an ArrayStoreException is damage like any other
        }
        return array;
    }
}
