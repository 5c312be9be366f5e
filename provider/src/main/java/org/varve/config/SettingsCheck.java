package org.varve.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.varve.store.TimeSource;

/** What is wrong with a manager's settings as a whole, although each of them may be right by itself. */
final class SettingsCheck {
    /** A store grants its caches' floors as long as they are no more than this part of its budget. */
    private static final int FLOORS_SHARE = 2;

    private final VarveSettings settings;
    private final MachineMemory memory;

    SettingsCheck(VarveSettings settings, MachineMemory memory) {
        this.settings = settings;
        this.memory = memory;
    }

    void check() {
        Map<String, Long> capacities = new LinkedHashMap<>();
        capacities.put(VarveConfiguration.DEFAULT_STORE, capacity("varve.store", settings.store()));
        settings.stores().forEach((name, store) -> capacities.put(name, capacity("store '" + name + "'", store)));
        settings.templates().forEach((pattern, template) -> check(pattern, settings.origin(pattern), template, capacities));
        capacities.forEach(this::checkFloors);
        for (String name : settings.declaredCaches()) {
            VarveConfiguration<Object, Object> whole = settings.configure(name, VarveConfiguration.builder().build());
            String where = settings.origin(name) + ": cache '" + name + "'";
            require(whole.isReadThrough(), whole.getCacheLoaderFactory(), where, "read-through", "loader-factory");
            require(whole.isWriteThrough(), whole.getCacheWriterFactory(), where, "write-through", "writer-factory");
            checkBounds(where, whole);
        }
    }

    private long capacity(String name, StoreSettings store) {
        return store.resolve(name, memory, TimeSource.system()).capacity();
    }

    private void check(String pattern, String origin, VarveConfiguration<?, ?> template, Map<String, Long> capacities) {
        String where = origin + ": cache '" + pattern + "'";
        check(where, template, capacities);
    }

    /** For one cache, declared or not. */
    static void check(String where, VarveConfiguration<?, ?> configuration, MachineMemory memory, VarveSettings settings) {
        Map<String, Long> capacities = new LinkedHashMap<>();
        SettingsCheck check = new SettingsCheck(settings, memory);
        capacities.put(VarveConfiguration.DEFAULT_STORE, settings.store().capacityIn(memory));
        settings.stores().forEach((name, store) -> capacities.put(name, store.capacityIn(memory)));
        check.check(where, configuration, capacities);
    }

    private void check(String where, VarveConfiguration<?, ?> cache, Map<String, Long> capacities) {
        checkBounds(where, cache);
        long capacity;
        if (cache.getOwnStore() == null) {
            if (!capacities.containsKey(cache.getStoreName())) {
                throw SettingsException.refused(where + ": store", cache.getStoreName(), "one of " + capacities.keySet()
                        + ", or a store of its own with a capacity");
            }
            capacity = capacities.get(cache.getStoreName());
        } else {
            if (cache.getOwnStore().capacity() == null) {
                throw new SettingsException(where + ": its own store has no capacity; allowed is " + MemoryAmount.SYNTAX);
            }
            capacity = capacity(where + ": store", cache.getOwnStore());
        }
        if (cache.getFloor() > capacity / FLOORS_SHARE) {
            throw SettingsException.refused(where + ": floor", ByteSize.format(cache.getFloor()), "up to " + ByteSize.format(capacity / FLOORS_SHARE)
                    + ", half of the capacity of its store");
        }
    }

    private static void checkBounds(String where, VarveConfiguration<?, ?> cache) {
        if (cache.getFloor() < 0 || cache.getCeiling() < cache.getFloor()) {
            throw SettingsException.refused(where + ": floor and ceiling",
                    ByteSize.format(cache.getFloor()) + "' and '" + ByteSize.format(cache.getCeiling()), "0 <= floor <= ceiling");
        }
    }

    /** Of the caches that will be there; those that come later share what the store can grant. */
    private void checkFloors(String store, long capacity) {
        long sum = 0;
        StringJoiner wishes = new StringJoiner(", ");
        for (String name : settings.declaredCaches()) {
            VarveConfiguration<Object, Object> cache = settings.configure(name, VarveConfiguration.builder().build());
            if (store.equals(cache.getStoreName()) && cache.getFloor() > 0) {
                sum += cache.getFloor();
                wishes.add(ByteSize.format(cache.getFloor()) + " for '" + name + "' (" + settings.origin(name) + ")");
            }
        }
        if (sum > capacity / FLOORS_SHARE) {
            throw SettingsException.refused("floors of the caches in store '" + store + "'", ByteSize.format(sum), "up to "
                    + ByteSize.format(capacity / FLOORS_SHARE) + ", half of its capacity ("
                    + settings.store(store).where("capacity", store) + "): " + wishes);
        }
    }

    private static void require(boolean wanted, Object factory, String where, String mode, String setting) {
        if (wanted && factory == null) {
            throw new SettingsException(where + ": " + mode + " is on, but there is no " + setting + " to do it with");
        }
    }
}
