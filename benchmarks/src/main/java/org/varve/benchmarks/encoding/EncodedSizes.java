package org.varve.benchmarks.encoding;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.function.ToIntFunction;
import org.varve.benchmarks.values.ValueKind;
import org.varve.codec.Codec;
import org.varve.codec.CodecSettings;
import org.varve.codec.EncodeBuffer;
import org.varve.codec.assembly.Codecs;

/** Bytes that a value of a kind takes in each encoding, on average over different ones. */
final class EncodedSizes {
    private final ValueKind kind;
    private final Object[] values;

    EncodedSizes(ValueKind kind, int values) {
        this.kind = kind;
        this.values = kind.values(values);
    }

    /** As written by hand. */
    double handWritten() {
        return average(value -> kind.form().size(value));
    }

    /** Each value as a Java serialization stream of its own, as Ehcache's default stored it but for the classes' names. */
    double javaSerialization() {
        return average(value -> {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(value);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return bytes.size();
        });
    }

    /** As a cache of Varve stores it once it has met the class. */
    double varve(CodecSettings settings) {
        Codec codec = new Codecs(EncodedSizes.class.getClassLoader()).forCache(settings).values();
        EncodeBuffer buffer = new EncodeBuffer();
        codec.encode(values[0], buffer);
        return average(value -> {
            buffer.clear();
            codec.encode(value, buffer);
            return buffer.length();
        });
    }

    private double average(ToIntFunction<Object> size) {
        return Arrays.stream(values).mapToInt(size).average().orElseThrow();
    }
}
