package org.varve.codec.graph.field;

import java.io.Externalizable;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.InaccessibleObjectException;
import org.varve.codec.type.BuiltInTypes;
import org.varve.codec.type.ObjectEncoding;

/**
 * Decides how the objects of a class are written. A class that takes part in its serialization in any way, or that may not be
 * looked into, is refused.
 */
final class Planner {
    private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

    private final PlanTable plans;
    private final boolean setsFinals;

    /** @param setsFinals whether final fields may be set like others */
    Planner(PlanTable plans, boolean setsFinals) {
        this.plans = plans;
        this.setsFinals = setsFinals;
    }

    Plan plan(Class<?> type, int number) {
        try {
            return choose(type, number);
        } catch (Unsuitable reason) {
            return new RefusedPlan(type, number, reason.getMessage());
        } catch (ReflectiveOperationException | InaccessibleObjectException | SecurityException | LinkageError e) {
            return new RefusedPlan(type, number, "cannot be looked into: " + e);
        }
    }

    private Plan choose(Class<?> type, int number) throws ReflectiveOperationException {
        if (Object[].class.isAssignableFrom(type)) {
            return new ArrayPlan(type, number);
        }
        if (Enum.class.isAssignableFrom(type) && type != Enum.class) {
            return enumPlan(type, number);
        }
        ObjectEncoding encoding = BuiltInTypes.of(type);
        if (encoding != null) {
            return new EncodedPlan(type, number, encoding);
        }
        if (type.getClassLoader() == null || type.getClassLoader() == PLATFORM) {
            throw new Unsuitable("is a class of the JDK");
        }
        if (!Serializable.class.isAssignableFrom(type)) {
            throw new Unsuitable("is not Serializable");
        }
        if (type.isRecord()) {
            throw new Unsuitable("is a record that is not by its components");
        }
        requireDefaultForm(type);
        return new ObjectPlan(type, number, setsFinals);
    }

    /** A constant with a body is of a class of its own, which has no name that lasts. */
    private Plan enumPlan(Class<?> type, int number) {
        Class<?> declaring = type.isEnum() ? type : type.getSuperclass();
        int enumNumber = declaring == type ? number : plans.numberOf(declaring);
        return new EnumPlan(type, enumNumber, declaring);
    }

    private static void requireDefaultForm(Class<?> type) {
        if (Externalizable.class.isAssignableFrom(type)) {
            throw new Unsuitable("is Externalizable");
        }
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            // Inherited or not, private or not: what is in doubt goes the safe way.
            refuseMethod(each, "writeReplace");
            refuseMethod(each, "readResolve");
            if (Serializable.class.isAssignableFrom(each)) {
                refuseMethod(each, "writeObject", ObjectOutputStream.class);
                refuseMethod(each, "readObject", ObjectInputStream.class);
                refuseMethod(each, "readObjectNoData");
                refuseDeclaredForm(each);
            }
        }
    }

    private static void refuseMethod(Class<?> type, String name, Class<?>... parameters) {
        try {
            type.getDeclaredMethod(name, parameters);
        } catch (NoSuchMethodException good) {
            return;
        }
        throw new Unsuitable("has a method " + name);
    }

    private static void refuseDeclaredForm(Class<?> type) {
        try {
            type.getDeclaredField("serialPersistentFields");
        } catch (NoSuchFieldException good) {
            return;
        }
        throw new Unsuitable("declares serialPersistentFields");
    }
}
