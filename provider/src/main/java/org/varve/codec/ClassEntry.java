package org.varve.codec;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A row of a {@link ClassTable}: a class that has been encoded, and the class of that name that is decoded to. Thread safe. */
public final class ClassEntry {
    private final String name;
    private final List<String> members;
    private final ClassResolver resolver;
    private volatile Class<?> type;
    private volatile Object attachment;

    ClassEntry(String name, List<String> members, ClassResolver resolver) {
        this.name = name;
        this.members = members;
        this.resolver = resolver;
    }

    public String name() {
        return name;
    }

    /** Of an enum the names of its constants, of a record its components, in order; otherwise empty. */
    public List<String> members() {
        return members;
    }

    /**
     * The class as the cache's loader knows it. An array's is not initialized, nor is any other that has no members.
     *
     * @throws CodecException if the loader cannot see it
     */
    public Class<?> type() {
        Class<?> known = type;
        return known != null ? known : resolve();
    }

    private Class<?> resolve() {
        try {
            Class<?> found = resolver.resolve(name);
            type = found;
            return found;
        } catch (ClassNotFoundException e) {
            throw new CodecException("Class " + name + " is not visible to the class loader " + resolver.loader(), e);
        } catch (RuntimeException | LinkageError e) {
            throw new CodecException("Class " + name + " cannot be loaded by " + resolver.loader(), e);
        }
    }

    /** What the one encoding that uses this entry has made of it: made at the first call, perhaps by several threads. */
    public <T> T attachment(Class<T> kind, Function<ClassEntry, T> maker) {
        Object known = attachment;
        if (known == null) {
            known = maker.apply(this);
            attachment = known;
        }
        return kind.cast(known);
    }

    /** What a class has to have in common with another of its name for their objects to be encoded alike. */
    public static List<String> membersOf(Class<?> type) {
        List<String> members = new ArrayList<>();
        if (type.isEnum()) {
            for (Object constant : type.getEnumConstants()) {
                members.add(((Enum<?>) constant).name());
            }
        } else if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                members.add(component.getType().getName() + " " + component.getName());
            }
        }
        return List.copyOf(members);
    }
}
