package org.varve.codec.graph.field;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * Constructors for objects that are read: those of the nearest superclass that is not Serializable, as Java serialization calls
 * them. {@code jdk.unsupported} offers them to libraries like this one; where that module is missing, no class gets a plan for
 * its fields. Named by reflection, since javac warns wherever the name stands.
 */
final class Creation {
    private static final Object FACTORY;
    private static final Method NEW_CONSTRUCTOR;

    static {
        Object factory = null;
        Method newConstructor = null;
        try {
            Class<?> type = Class.forName("sun.reflect.ReflectionFactory");
            factory = type.getMethod("getReflectionFactory").invoke(null);
            newConstructor = type.getMethod("newConstructorForSerialization", Class.class);
        } catch (ReflectiveOperationException | LinkageError absent) {
            factory = null;
        }
        FACTORY = factory;
        NEW_CONSTRUCTOR = newConstructor;
    }

    private Creation() {
    }

    /** @throws Unsuitable if objects of the class cannot be made */
    static Constructor<?> constructor(Class<?> type) throws ReflectiveOperationException {
        Object constructor = null;
        if (FACTORY != null) {
            try {
                constructor = NEW_CONSTRUCTOR.invoke(FACTORY, type);
            } catch (InvocationTargetException refused) {
                throw new Unsuitable("cannot be instantiated: " + refused.getCause());
            }
        }
        if (constructor == null) {
            throw new Unsuitable("cannot be instantiated");
        }
        return (Constructor<?>) constructor;
    }
}
