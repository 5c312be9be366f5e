package org.varve.config.file;

import org.varve.codec.Serializer;
import org.varve.codec.SerializerInput;
import org.varve.codec.SerializerOutput;

/** A serializer to be named in settings. */
public final class SampleSerializer implements Serializer<String> {
    @Override
    public void write(String object, SerializerOutput out) {
        out.writeString("~" + object);
    }

    @Override
    public String read(SerializerInput in) {
        return in.readString().substring(1);
    }
}
