package org.varve.codec.type;

import org.varve.codec.ClassResolver;
import org.varve.codec.CodecException;
import org.varve.codec.DecodeInput;
import org.varve.codec.EncodeBuffer;
import org.varve.codec.StringEncoding;
import org.varve.codec.Tag;

/**
 * Enum constants by name. An ordinal would be shorter, but is another constant's after a redeployment with a changed enum.
 * Canonical: constants are equal if they are the same.
 */
public final class EnumEncoding {
    private final ClassResolver resolver;

    public EnumEncoding(ClassResolver resolver) {
        this.resolver = resolver;
    }

    /** Tag and payload. */
    public static void write(Enum<?> constant, EncodeBuffer out) {
        out.appendByte(Tag.ENUM);
        StringEncoding.writeInline(constant.getDeclaringClass().getName(), out);
        StringEncoding.writeInline(constant.name(), out);
    }

    public Object read(DecodeInput in) {
        String className = StringEncoding.readInline(in);
        String constantName = StringEncoding.readInline(in);
        in.expectEnd();
        Class<?> type;
        try {
            type = resolver.resolve(className);
        } catch (ClassNotFoundException e) {
            throw new CodecException("Enum " + className + " is not visible to the class loader " + resolver.loader(), e);
        } catch (RuntimeException | LinkageError e) {
            throw new CodecException("Enum " + className + " cannot be loaded by " + resolver.loader(), e);
        }
        return constant(type, constantName);
    }

    private static Object constant(Class<?> type, String name) {
        if (!type.isEnum()) {
            throw CodecException.damaged(type.getName() + " is no enum");
        }
        try {
            return valueOf(type, name);
        } catch (IllegalArgumentException unknown) {
            throw new CodecException("Enum " + type.getName() + " has no constant " + name, unknown);
        } catch (LinkageError e) {
            throw new CodecException("Enum " + type.getName() + " cannot be initialized", e);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the caller has seen that it is an enum
    private static Object valueOf(Class<?> type, String name) {
        return Enum.valueOf((Class<? extends Enum>) type, name);
    }
}
