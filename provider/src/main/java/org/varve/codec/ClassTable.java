package org.varve.codec;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Numbers for the classes that one cache has encoded objects of, so that no value carries a class name. A number is given at
 * the first encoding, is the same for classes of the same name (and, of enums and records, the same members) in different
 * class loaders, and is never given up while the cache lives. The way back is by name through the cache's
 * {@link ClassResolver}. Thread safe.
 */
public final class ClassTable {
    /*
     * The way from a class to its number is a ClassValue, whose values hang on the classes: a shared cache that outlives an
     * application holds none of its classes. That is why a value is nothing but the number: a class that lives longer than
     * this table must not keep anything of it alive either. The classes in the entries are those of the cache's own loader.
     */
    private static final int INITIAL_SIZE = 16;

    /** The methods that the JDK makes for records would leave this class, and so our class loader, in a cache of the JDK's. */
    private record Identity(String name, List<String> members) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Identity identity && name.equals(identity.name) && members.equals(identity.members);
        }

        @Override
        public int hashCode() {
            return 31 * name.hashCode() + members.hashCode();
        }
    }

    private final ClassResolver resolver;
    private final Map<Identity, Integer> numbers = new ConcurrentHashMap<>();
    private final Set<String> names = ConcurrentHashMap.newKeySet();
    private final ClassValue<Integer> known = new ClassValue<>() {
        @Override
        protected Integer computeValue(Class<?> type) {
            return enter(type);
        }
    };

    /** Replaced as a whole when it grows; an entry is in it before its number is known to anybody. */
    private volatile ClassEntry[] entries = new ClassEntry[INITIAL_SIZE];

    public ClassTable(ClassResolver resolver) {
        this.resolver = resolver;
    }

    /**
     * The number of a class, 0 and up; enters it if it is new.
     *
     * @throws CodecException if the class cannot be looked into, because one that it refers to is missing
     */
    public int idOf(Class<?> type) {
        return known.get(type);
    }

    /** Whether a class of that {@link Class#getName() binary name} has been encoded. */
    public boolean isKnown(String name) {
        return names.contains(name);
    }

    /** How many numbers have been given: all are smaller than that. */
    public int size() {
        return numbers.size();
    }

    /**
     * The class with that number as the cache's loader knows it.
     *
     * @throws CodecException if no class has that number, or the loader cannot see it
     */
    public Class<?> classOf(long id) {
        return entry(id).type();
    }

    /** @throws CodecException if no class has that number */
    public ClassEntry entry(long id) {
        ClassEntry[] all = entries;
        ClassEntry entry = id >= 0 && id < all.length ? all[(int) id] : null;
        if (entry == null) {
            throw CodecException.damaged("class number " + id);
        }
        return entry;
    }

    private Integer enter(Class<?> type) {
        List<String> members;
        try {
            members = ClassEntry.membersOf(type);
        } catch (LinkageError e) {
            throw new CodecException(type.getName() + " cannot be cached: a class that it refers to cannot be loaded: " + e, e);
        }
        return enter(new Identity(type.getName(), members));
    }

    private synchronized Integer enter(Identity identity) {
        Integer given = numbers.get(identity);
        if (given != null) {
            return given;
        }
        int id = numbers.size();
        ClassEntry[] all = id < entries.length ? entries : Arrays.copyOf(entries, entries.length * 2);
        all[id] = new ClassEntry(identity.name(), identity.members(), resolver);
        entries = all;
        names.add(identity.name());
        numbers.put(identity, id);
        return id;
    }
}
