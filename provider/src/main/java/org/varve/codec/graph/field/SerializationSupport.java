package org.varve.codec.graph.field;

import java.io.ObjectInputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * What {@code jdk.unsupported} offers to serialization libraries. Where that module is missing, no class gets a plan for its fields.
 * Named by reflection, since javac warns wherever the name stands, and since older JDKs offer less.
 */
final class SerializationSupport {
    private static final MethodType DEFAULT_READ = MethodType.methodType(void.class, Object.class, ObjectInputStream.class);
    private static final Object FACTORY = factory();

    private SerializationSupport() {
    }

    private static Object factory() {
        try {
            return Class.forName("sun.reflect.ReflectionFactory").getMethod("getReflectionFactory").invoke(null);
        } catch (ReflectiveOperationException | LinkageError absent) {
            return null;
        }
    }

    /**
     * The constructor of the nearest superclass that is not Serializable, which makes an object of the class: as when Java
     * serialization reads one.
     *
     * @throws Unsuitable if objects of the class cannot be made
     */
    static Constructor<?> constructor(Class<?> type) throws ReflectiveOperationException {
        Constructor<?> constructor = (Constructor<?>) ask("newConstructorForSerialization", type);
        if (constructor == null) {
            throw new Unsuitable("cannot be instantiated");
        }
        return constructor;
    }

    /**
     * Sets the serializable fields that a class declares, final ones included: {@code (Object, ObjectInputStream)void}. From JDK 24
     * on.
     *
     * @throws Unsuitable if the fields of the class cannot be set
     */
    static MethodHandle defaultRead(Class<?> type) throws ReflectiveOperationException {
        MethodHandle handle = (MethodHandle) ask("defaultReadObjectForSerialization", type);
        if (handle == null) {
            throw new Unsuitable("has final fields that cannot be set");
        }
        return handle.asType(DEFAULT_READ);
    }

    private static Object ask(String method, Class<?> type) throws ReflectiveOperationException {
        if (FACTORY == null) {
            return null;
        }
        Method offered = FACTORY.getClass().getMethod(method, Class.class);
        try {
            return offered.invoke(FACTORY, type);
        } catch (InvocationTargetException refused) {
            throw new Unsuitable("is not for serialization libraries: " + refused.getCause());
        }
    }
}
