package org.varve.codec.graph.field;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import org.varve.codec.ClassTable;
import org.varve.codec.CodecException;

/** The plans of one cache's classes. Thread safe. */
final class PlanTable {
    /*
     * From a class to its number by a ClassValue that holds nothing but the number, and from there to the plan: a plan holds
     * its class, and only classes of the cache's own loader have plans that are kept. See ClassTable.
     */
    private static final int NO_NUMBER = -1;
    private static final int FIRST_PLANS = 16;

    private final ClassTable classes;
    private final Planner planner;

    private final ClassValue<Integer> numbers = new ClassValue<>() {
        @Override
        protected Integer computeValue(Class<?> type) {
            // Frameworks make such classes without end, and a number is never given up.
            return type.isHidden() || Proxy.isProxyClass(type) ? NO_NUMBER : classes.idOf(type);
        }
    };

    /** By number; replaced as a whole when it grows. An element once there stays. */
    private volatile Plan[] plans = new Plan[FIRST_PLANS];

    /** @param setsFinals whether final fields may be set like others */
    PlanTable(ClassTable classes, boolean setsFinals) {
        this.classes = classes;
        this.planner = new Planner(this, setsFinals);
    }

    /** The plan of a class, perhaps a {@link RefusedPlan}. */
    Plan of(Class<?> type) {
        int number = numbers.get(type);
        Plan[] all = plans;
        Plan plan = number >= 0 && number < all.length ? all[number] : null;
        return plan != null && plan.type() == type ? plan : find(type, number);
    }

    /** @throws CodecException if no class has that number, or the loader cannot see it */
    Plan of(long number) {
        Plan[] all = plans;
        Plan plan = number >= 0 && number < all.length ? all[(int) number] : null;
        return plan != null ? plan : make(classes.classOf(number), (int) number);
    }

    ClassTable classes() {
        return classes;
    }

    int numberOf(Class<?> type) {
        return numbers.get(type);
    }

    private Plan find(Class<?> type, int number) {
        if (number == NO_NUMBER) {
            return new RefusedPlan(type, number, "is a class without a name that others could find it by");
        }
        Class<?> known;
        try {
            known = classes.classOf(number);
        } catch (CodecException notThere) {
            return new RefusedPlan(type, number, "is not visible to the cache's class loader");
        }
        if (known != type) {
            return new RefusedPlan(type, number, "is not the class that the cache's class loader knows by this name");
        }
        return make(type, number);
    }

    private Plan make(Class<?> type, int number) {
        Plan plan = planner.plan(type, number);
        synchronized (this) {
            Plan[] all = plans;
            Plan[] more = Arrays.copyOf(all, number < all.length ? all.length : Math.max(number + 1, all.length * 2));
            if (more[number] != null) {
                return more[number];
            }
            more[number] = plan;
            plans = more;
            return plan;
        }
    }
}
