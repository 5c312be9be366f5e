package org.varve.codec.type;

import org.varve.codec.ClassEntry;
import org.varve.codec.CodecException;
import org.varve.codec.DecodeInput;
import org.varve.codec.EncodeBuffer;
import org.varve.codec.Tag;

/**
 * Enum constants: the number of the class in the cache and the place of the constant. The number stands for the class's name and
 * the names of all its constants, so a class of the same name from another deployment, with other constants, has another
 * number, and what is decoded is the constant of the same name. Canonical: constants are equal if they are the same.
 */
final class EnumEncoding extends ObjectEncoding {
    EnumEncoding() {
        super(Tag.ENUM, "constant of an enum");
    }

    @Override
    public boolean isCanonical() {
        return true;
    }

    @Override
    public boolean isContainer() {
        return false;
    }

    @Override
    public Sharing sharing(Object object) {
        return Sharing.VALUE;
    }

    @Override
    public boolean write(Object object, EncodeBuffer out, Nesting nesting) {
        Enum<?> constant = (Enum<?>) object;
        out.appendByte(Tag.ENUM);
        out.appendVarint(nesting.classes().idOf(constant.getDeclaringClass()));
        out.appendVarint(constant.ordinal());
        return true;
    }

    @Override
    Object readPayload(DecodeInput in, Nesting nesting) {
        ClassEntry entry = nesting.classes().entry(in.readVarint());
        long place = in.readVarint();
        Object[] constants = entry.attachment(Object[].class, EnumEncoding::constants);
        if (place < 0 || place >= constants.length) {
            throw CodecException.damaged("enum " + entry.name() + " has no constant number " + place);
        }
        Object constant = constants[(int) place];
        if (constant == null) {
            throw new CodecException("Enum " + entry.name() + " has no constant " + entry.members().get((int) place));
        }
        return constant;
    }

    /** By the places that they had when the class was entered; null where there is no such constant any more. */
    private static Object[] constants(ClassEntry entry) {
        Class<?> type = entry.type();
        if (!type.isEnum()) {
            throw CodecException.damaged(entry.name() + " is no enum");
        }
        Object[] constants = new Object[entry.members().size()];
        for (int i = 0; i < constants.length; i++) {
            constants[i] = constant(type, entry.members().get(i));
        }
        return constants;
    }

    private static Object constant(Class<?> type, String name) {
        try {
            return valueOf(type, name);
        } catch (IllegalArgumentException unknown) {
            return null;
        } catch (LinkageError e) {
            throw new CodecException("Enum " + type.getName() + " cannot be initialized", e);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the caller has seen that it is an enum
    private static Object valueOf(Class<?> type, String name) {
        return Enum.valueOf((Class<? extends Enum>) type, name);
    }
}
