package org.varve.examples.hibernate.staleness;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.hibernate.cache.spi.access.SoftLock;

/** Caches that break a promise which Hibernate relies on. The oracle has to find each of them. */
enum Weakening {

    /** Soft locks are not kept. */
    LOCKS_LOST {
        @Override
        boolean loses(String cache, Method method, Object[] arguments) {
            return method.getName().equals("put") && arguments[1] instanceof SoftLock;
        }
    },

    /** Every fourth soft lock is not kept. */
    EVERY_FOURTH_LOCK_LOST {
        @Override
        boolean loses(String cache, Method method, Object[] arguments) {
            return LOCKS_LOST.loses(cache, method, arguments) && (CALLS.incrementAndGet() & 3) == 0;
        }
    },

    /** Nothing is ever removed. */
    REMOVALS_LOST {
        @Override
        boolean loses(String cache, Method method, Object[] arguments) {
            return method.getName().equals("clear") || method.getName().startsWith("remove");
        }
    },

    /** The times of the last changes of tables are not kept. */
    TIMESTAMPS_LOST {
        @Override
        boolean loses(String cache, Method method, Object[] arguments) {
            return method.getName().equals("put") && cache.equals("default-update-timestamps-region");
        }
    },

    /** One read of four gets what was overwritten last. */
    OLD_VALUES_RETURN {
        @Override
        Object answer(Map<Object, Object[]> lastTwo, Method method, Object[] arguments, Object answer) {
            if (method.getName().equals("put")) {
                lastTwo.compute(arguments[0], (key, values) -> new Object[] {arguments[1], values == null ? null : values[0]});
            } else if (method.getName().equals("get") && answer != null && CALLS.incrementAndGet() % 4 == 0) {
                Object[] values = lastTwo.get(arguments[0]);
                return values == null || values[1] == null ? answer : values[1];
            }
            return answer;
        }
    };

    private static final AtomicLong CALLS = new AtomicLong();

    /** True if a call has no effect. */
    boolean loses(String cache, Method method, Object[] arguments) {
        return false;
    }

    /** What a call returns, given what it would. */
    Object answer(Map<Object, Object[]> lastTwo, Method method, Object[] arguments, Object answer) {
        return answer;
    }

    /** The same manager, with weakened caches. */
    CacheManager of(CacheManager manager) {
        return (CacheManager) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {CacheManager.class},
                (proxy, method, arguments) -> {
                    Object result = invoke(manager, method, arguments);
                    return result instanceof Cache<?, ?> cache ? of(cache) : result;
                });
    }

    private Object of(Cache<?, ?> cache) {
        Map<Object, Object[]> lastTwo = new ConcurrentHashMap<>();
        return Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Cache.class}, (proxy, method, arguments) -> {
            if (loses(cache.getName(), method, arguments)) {
                return method.getReturnType() == boolean.class ? false : null;
            }
            return answer(lastTwo, method, arguments, invoke(cache, method, arguments));
        });
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
