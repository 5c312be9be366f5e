package org.varve.config.file;

import java.lang.reflect.InvocationTargetException;
import javax.cache.configuration.Factory;

/** Finds the classes that settings name, by the manager's class loader. */
final class ClassNames {
    private final ClassLoader loader;

    ClassNames(ClassLoader loader) {
        this.loader = loader;
    }

    /** What {@link #factory} takes, in words. */
    static String describe(Class<?> kind) {
        return "the name of a class with a public constructor without parameters that is a " + kind.getName() + " or a Factory of them";
    }

    /** @throws UnusableClassException if there is no such class */
    Class<?> find(String name) {
        if (name.equals("byte[]")) {
            return byte[].class;
        }
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            throw new UnusableClassException("the manager's class loader has no class " + name + " (" + e + ")", e);
        }
    }

    /** @throws UnusableClassException if there is no such class or it is of another kind */
    <T> Class<? extends T> find(String name, Class<T> kind) {
        Class<?> found = find(name);
        if (!kind.isAssignableFrom(found)) {
            throw new UnusableClassException(name + " is no " + kind.getName(), null);
        }
        return found.asSubclass(kind);
    }

    /**
     * A factory: an instance of the class if it is a {@link Factory}, else one that makes instances of it.
     *
     * @throws UnusableClassException if there is no such class, it is of another kind or cannot be instantiated
     */
    @SuppressWarnings("unchecked") // what a factory makes is known once it has made one
    <T> Factory<T> factory(String name, Class<T> kind) {
        Class<?> found = find(name);
        if (Factory.class.isAssignableFrom(found)) {
            return (Factory<T>) create(found);
        }
        Class<? extends T> type = find(name, kind);
        try {
            type.getConstructor();
        } catch (NoSuchMethodException e) {
            throw new UnusableClassException(name + " has no public constructor without parameters", e);
        }
        return new ClassFactory<>(type);
    }

    private static <T> T create(Class<T> type) {
        try {
            return type.getConstructor().newInstance();
        } catch (InvocationTargetException e) {
            throw new UnusableClassException(type.getName() + " cannot be made: " + e.getCause(), e);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new UnusableClassException(type.getName() + " cannot be made: " + e, e);
        }
    }

    /** Makes instances of a class. */
    private record ClassFactory<T>(Class<? extends T> type) implements Factory<T> {
        private static final long serialVersionUID = 1L;

        @Override
        public T create() {
            return ClassNames.create(type);
        }
    }
}
