package org.varve.codec;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Numbers for the classes that one cache has encoded objects of, so that no value carries a class name. A number is given at
 * the first encoding, is the same for classes of the same name in different class loaders, and is never given up while the
 * cache lives. The way back is by name through the cache's {@link ClassResolver}. Thread safe.
 */
public final class ClassTable {
    /*
     * The way from a class to its number is a ClassValue, whose values hang on the classes: a shared cache that outlives an
     * application holds none of its classes. That is why a value is nothing but the number: a class that lives longer than
     * this table must not keep anything of it alive either. The classes in Row are those of the cache's own loader.
     */
    private static final int INITIAL_ROWS = 16;

    private static final class Row {
        private final String name;
        private volatile Class<?> resolved;

        Row(String name) {
            this.name = name;
        }
    }

    private final ClassResolver resolver;
    private final Map<String, Integer> numbers = new ConcurrentHashMap<>();
    private final ClassValue<Integer> known = new ClassValue<>() {
        @Override
        protected Integer computeValue(Class<?> type) {
            return enter(type.getName());
        }
    };

    /** Replaced as a whole when it grows; a row is in it before its number is known to anybody. */
    private volatile Row[] rows = new Row[INITIAL_ROWS];

    public ClassTable(ClassResolver resolver) {
        this.resolver = resolver;
    }

    /** The number of a class, 0 and up; enters it if it is new. */
    public int idOf(Class<?> type) {
        return known.get(type);
    }

    /** Whether a class of that {@link Class#getName() binary name} has been encoded. */
    public boolean isKnown(String name) {
        return numbers.containsKey(name);
    }

    /** How many classes there are: numbers are smaller than that. */
    public int size() {
        return numbers.size();
    }

    /**
     * The class with that number as the cache's loader knows it; it is not initialized.
     *
     * @throws CodecException if no class has that number, or the loader cannot see it
     */
    public Class<?> classOf(long id) {
        Row[] all = rows;
        Row row = id >= 0 && id < all.length ? all[(int) id] : null;
        if (row == null) {
            throw CodecException.damaged("class number " + id);
        }
        Class<?> type = row.resolved;
        return type != null ? type : resolve(row);
    }

    private Class<?> resolve(Row row) {
        try {
            Class<?> type = resolver.resolve(row.name);
            row.resolved = type;
            return type;
        } catch (ClassNotFoundException e) {
            throw new CodecException("Class " + row.name + " is not visible to the class loader " + resolver.loader(), e);
        } catch (RuntimeException | LinkageError e) {
            throw new CodecException("Class " + row.name + " cannot be loaded by " + resolver.loader(), e);
        }
    }

    private synchronized Integer enter(String name) {
        Integer known = numbers.get(name);
        if (known != null) {
            return known;
        }
        int id = numbers.size();
        Row[] all = id < rows.length ? rows : Arrays.copyOf(rows, rows.length * 2);
        all[id] = new Row(name);
        rows = all;
        numbers.put(name, id);
        return id;
    }
}
