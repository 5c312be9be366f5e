package org.varve.benchmarks.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.varve.benchmarks.measure.Result;
import org.varve.store.StoreFigures;

/** A store's own figures by name, whichever there are. */
final class Accounts {
    private Accounts() {
    }

    static Map<String, Object> of(StoreFigures figures) {
        Map<String, Object> accounts = new LinkedHashMap<>();
        try {
            for (RecordComponent component : StoreFigures.class.getRecordComponents()) {
                accounts.put("store_" + component.getName(), component.getAccessor().invoke(figures));
            }
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("the figures cannot be read", e);
        }
        return accounts;
    }

    static void addTo(Result result, StoreFigures figures) {
        of(figures).forEach(result::with);
    }
}
