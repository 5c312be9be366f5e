package org.varve.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.cache.configuration.Configuration;

/**
 * All that can be said of a cache manager: its stores, and its caches by name or by pattern. Immutable. A configuration file,
 * the manager's properties and this class's builder are three ways to the same thing.
 */
public final class VarveSettings {
    private static final Pattern STORE_NAME = Pattern.compile("[A-Za-z0-9_-]+");

    private final long containerMemory;
    private final String containerMemoryOrigin;
    private final StoreSettings store;
    private final Map<String, StoreSettings> stores;
    private final Map<NamePattern, VarveConfiguration<?, ?>> caches;
    private final Map<String, String> origins;

    private VarveSettings(Builder builder) {
        containerMemory = builder.containerMemory;
        containerMemoryOrigin = builder.containerMemoryOrigin;
        store = builder.store;
        stores = Collections.unmodifiableMap(new LinkedHashMap<>(builder.stores));
        Map<NamePattern, VarveConfiguration<?, ?>> sorted = new TreeMap<>(NamePattern.MOST_SPECIFIC_FIRST);
        builder.caches.forEach((name, configuration) -> sorted.put(new NamePattern(name), configuration));
        caches = Collections.unmodifiableMap(sorted);
        origins = Map.copyOf(builder.origins);
    }

    /** With nothing set: one store of the default capacity, no templates. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The memory that percentages refer to and that heap and stores have to fit in.
     *
     * @throws SettingsException if it was set to less than a MiB
     */
    public MachineMemory memory() {
        if (containerMemory == 0) {
            return MachineMemory.detect();
        }
        if (containerMemory < 1 << 20) {
            throw SettingsException.refused(containerMemoryOrigin, ByteSize.format(containerMemory), "'detect', or at least 1 MiB: " + ByteSize.SYNTAX);
        }
        return MachineMemory.of(containerMemory);
    }

    /** The store that caches live in unless they say otherwise. */
    public StoreSettings store() {
        return store;
    }

    /** Further stores, by name. */
    public Map<String, StoreSettings> stores() {
        return stores;
    }

    /** The settings of the default store or of one of the others; null if there is none of the name. */
    public StoreSettings store(String name) {
        return name.equals(VarveConfiguration.DEFAULT_STORE) ? store : stores.get(name);
    }

    /** Names of the caches that are created with the manager: those without a {@code *}. */
    public Set<String> declaredCaches() {
        Set<String> names = new LinkedHashSet<>();
        caches.keySet().stream().filter(NamePattern::isName).forEach(pattern -> names.add(pattern.text()));
        return names;
    }

    /** The templates by pattern, the most specific first. */
    public Map<String, VarveConfiguration<?, ?>> templates() {
        Map<String, VarveConfiguration<?, ?>> byText = new LinkedHashMap<>();
        caches.forEach((pattern, configuration) -> byText.put(pattern.text(), configuration));
        return byText;
    }

    /** Where a template was written, in words. */
    public String origin(String pattern) {
        return origins.getOrDefault(pattern, "VarveSettings");
    }

    /**
     * The configuration of a cache: what is given, then what the templates that match the name say of the rest, setting by
     * setting, the most specific first.
     */
    public <K, V> VarveConfiguration<K, V> configure(String cacheName, Configuration<K, V> given) {
        VarveConfiguration<K, V> result = VarveConfiguration.of(given);
        for (Map.Entry<NamePattern, VarveConfiguration<?, ?>> template : caches.entrySet()) {
            if (template.getKey().matches(cacheName)) {
                result = result.orElse(template.getValue());
            }
        }
        return result;
    }

    /**
     * Checks what can be known before anything is opened: bounds of the stores, stores that caches name, floors.
     *
     * @param memory what percentages refer to
     * @throws SettingsException for the first thing that is wrong
     */
    public void check(MachineMemory memory) {
        new SettingsCheck(this, memory).check();
    }

    /**
     * Checks the configuration of one cache against the stores.
     *
     * @throws SettingsException if it names a store that is not there, or its floor or own store cannot be
     */
    public void check(String cacheName, VarveConfiguration<?, ?> configuration, MachineMemory memory) {
        SettingsCheck.check("cache '" + cacheName + "'", configuration, memory, this);
    }

    /** Equal if they make equal managers, wherever they were written. */
    @Override
    public boolean equals(Object other) {
        return other instanceof VarveSettings that && containerMemory == that.containerMemory
                && store.equals(that.store) && stores.equals(that.stores) && templates().equals(that.templates());
    }

    @Override
    public int hashCode() {
        return Objects.hash(containerMemory, store, stores, templates());
    }

    @Override
    public String toString() {
        return "VarveSettings[store=" + store + ", stores=" + stores + ", caches=" + templates() + "]";
    }

    /** Collects the settings of a manager; may be used again after {@link #build}. */
    public static final class Builder {
        private long containerMemory;
        private String containerMemoryOrigin;
        private StoreSettings store = StoreSettings.builder().build();
        private final Map<String, StoreSettings> stores = new LinkedHashMap<>();
        private final Map<String, VarveConfiguration<?, ?>> caches = new LinkedHashMap<>();
        private final Map<String, String> origins = new LinkedHashMap<>();

        private Builder() {
        }

        /**
         * What to take for the memory of the container or machine. Default: what the JVM sees.
         *
         * @param bytes at least 1 MiB
         */
        public Builder containerMemory(long bytes) {
            return containerMemory(bytes, "VarveSettings: container-memory");
        }

        /** Like {@link #containerMemory(long)}; also says where that was written, for messages. */
        public Builder containerMemory(long bytes, String where) {
            containerMemory = bytes;
            containerMemoryOrigin = where;
            return this;
        }

        /** The store that caches live in unless they say otherwise. */
        public Builder store(StoreSettings settings) {
            store = Objects.requireNonNull(settings, "settings");
            return this;
        }

        /**
         * A further store, for the caches that name it.
         *
         * @param name     letters, digits, {@code -} and {@code _}; not {@code default}
         * @param settings with the capacity set
         * @throws SettingsException if the name is not allowed or the capacity is not set
         */
        public Builder store(String name, StoreSettings settings) {
            if (!STORE_NAME.matcher(name).matches() || name.equals(VarveConfiguration.DEFAULT_STORE)) {
                throw SettingsException.refused("name of a store", name, "letters, digits, '-' and '_'; not 'default', which is varve.store");
            }
            if (settings.capacity() == null) {
                throw new SettingsException("store '" + name + "' has no capacity; allowed is " + MemoryAmount.SYNTAX);
            }
            stores.put(name, settings);
            return this;
        }

        /**
         * A cache that is created with the manager, or where the name has a {@code *}, which stands for any characters, a
         * template for the caches of the names that it matches.
         */
        public Builder cache(String pattern, VarveConfiguration<?, ?> configuration) {
            return cache(pattern, configuration, "VarveSettings");
        }

        /** Like {@link #cache(String, VarveConfiguration)}; also says where that was written, for messages. */
        public Builder cache(String pattern, VarveConfiguration<?, ?> configuration, String where) {
            caches.put(Objects.requireNonNull(pattern, "pattern"), Objects.requireNonNull(configuration, "configuration"));
            origins.put(pattern, where);
            return this;
        }

        /** The settings; sums are checked when a manager is made with them. */
        public VarveSettings build() {
            return new VarveSettings(this);
        }
    }
}
