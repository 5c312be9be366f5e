package org.varve.benchmarks.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.varve.store.Store;

/** Changes a store's budget while it is open, where the store can. */
final class Resize {
    private Resize() {
    }

    /** False if this store's budget cannot be changed. */
    static boolean to(Store store, long bytes) {
        try {
            Method resize = Store.class.getMethod("resize", long.class);
            resize.invoke(store, bytes);
            return true;
        } catch (NoSuchMethodException e) {
            return false;
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("the budget could not be changed to " + bytes, e);
        }
    }
}
