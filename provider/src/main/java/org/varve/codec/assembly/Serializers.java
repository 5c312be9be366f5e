package org.varve.codec.assembly;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.varve.codec.CodecException;
import org.varve.codec.CodecSettings;
import org.varve.codec.DecodeInput;
import org.varve.codec.EncodeBuffer;
import org.varve.codec.Role;
import org.varve.codec.Serializer;
import org.varve.codec.SerializerChoice;
import org.varve.codec.Tag;

/** The user's serializers in one role of one cache: which of them gets an object. Immutable. */
final class Serializers {
    private final List<UserSerializer> numbered = new ArrayList<>();
    private final Map<Class<?>, Integer> byType = new HashMap<>();

    /** The number of the one that gets all objects of the role, or -1. */
    private final int all;

    /** @throws CodecException if a serializer cannot be had or does not name its classes */
    Serializers(CodecSettings settings, Role role, FoundSerializers found) {
        SerializerChoice choice = settings.serializer(role);
        int forAll = -1;
        if (choice != null) {
            UserSerializer own = add(choice.serializer(), settings.serializedLimit(), true);
            forAll = own.types().isEmpty() ? 0 : -1;
        }
        all = forAll;
        if (all < 0) {
            for (Serializer<?> serializer : found.all()) {
                UserSerializer one = add(serializer, settings.serializedLimit(), choice != null);
                if (one.types().isEmpty()) {
                    throw new CodecException("Serializer " + one + " was found as a service, but names no classes: let its "
                            + "method types return them, or give it to the caches that it is for");
                }
            }
        }
    }

    private UserSerializer add(Serializer<?> serializer, int limit, boolean ownIsFirst) {
        UserSerializer one = new UserSerializer(serializer, limit);
        int number = numbered.size();
        numbered.add(one);
        for (Class<?> type : one.types()) {
            Integer other = byType.putIfAbsent(type, number);
            // The one that was chosen for this cache comes first and is preferred to those found.
            if (other != null && !(other == 0 && ownIsFirst)) {
                throw new CodecException("Two serializers were found for " + type.getName() + ": " + numbered.get(other) + " and " + one);
            }
        }
        return one;
    }

    /** Appends tag and payload if one of them is for objects of that class; tells whether. */
    boolean writes(Object object, Class<?> type, EncodeBuffer out) {
        int number = numberFor(type);
        if (number < 0) {
            return false;
        }
        out.appendByte(Tag.SERIALIZER);
        out.appendVarint(number);
        numbered.get(number).write(object, out);
        return true;
    }

    /** The number of the serializer for objects of that class, or -1. */
    int numberFor(Class<?> type) {
        if (numbered.isEmpty()) {
            return -1;
        }
        if (all >= 0) {
            return all;
        }
        Integer number = byType.get(type);
        return number == null ? -1 : number;
    }

    boolean isCanonical(int number) {
        return numbered.get(number).isCanonical();
    }

    Object read(DecodeInput in) {
        long number = in.readVarint();
        if (number < 0 || number >= numbered.size()) {
            throw CodecException.damaged("serializer number " + number);
        }
        return numbered.get((int) number).read(in);
    }
}
