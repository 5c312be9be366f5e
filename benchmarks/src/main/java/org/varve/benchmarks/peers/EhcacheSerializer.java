package org.varve.benchmarks.peers;

import java.nio.ByteBuffer;
import org.ehcache.spi.serialization.Serializer;
import org.varve.benchmarks.values.HandWritten;

/** A hand-written form as Ehcache wants it. */
final class EhcacheSerializer implements Serializer<Object> {
    private final HandWritten<Object> form;

    EhcacheSerializer(HandWritten<Object> form) {
        this.form = form;
    }

    @Override
    public ByteBuffer serialize(Object value) {
        ByteBuffer buffer = ByteBuffer.allocate(form.size(value));
        form.write(value, buffer);
        return buffer.flip();
    }

    @Override
    public Object read(ByteBuffer binary) {
        return form.read(binary);
    }

    @Override
    public boolean equals(Object value, ByteBuffer binary) {
        return value.equals(read(binary));
    }
}
