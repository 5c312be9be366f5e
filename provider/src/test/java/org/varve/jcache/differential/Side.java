package org.varve.jcache.differential;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CompletionListenerFuture;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** A cache of one of the two, with everything that it tells. */
final class Side implements AutoCloseable {
    private static final String NAME = "differential";
    private static final String[] COUNTS = {"CacheHits", "CacheMisses", "CachePuts", "CacheRemovals"};
    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    final Cache<String, String> cache;
    private final CacheManager manager;
    private final Draw draw;
    private final Consumer<Adaptation> adapted;
    private final Queue<String[]> told = new ConcurrentLinkedQueue<>();
    private final Queue<String> calls = new ConcurrentLinkedQueue<>();
    private final MutableCacheEntryListenerConfiguration<String, String> second;
    private final ObjectName statistics;
    private final long[] counted = new long[COUNTS.length];

    /** @param adapted hears of each time that user code does for the reference implementation what Varve does not need; null for Varve */
    Side(CacheManager manager, Draw draw, Consumer<Adaptation> adapted) {
        this.manager = manager;
        this.draw = draw;
        this.adapted = adapted;
        MutableConfiguration<String, String> configuration = new MutableConfiguration<String, String>()
                .setTypes(String.class, String.class).setStatisticsEnabled(true).setExpiryPolicyFactory(this::policy);
        Outside outside = new Outside(draw.writing(), calls,
                adapted == null ? null : () -> adapted.accept(Adaptation.WRITER_EMPTIES_COLLECTION));
        if (draw.loading() != Draw.Loading.NO_LOADER) {
            configuration.setCacheLoaderFactory(() -> outside).setReadThrough(draw.loading() == Draw.Loading.READ_THROUGH);
        }
        if (draw.writing() != Draw.Writing.NO_WRITER) {
            configuration.setCacheWriterFactory(() -> outside).setWriteThrough(draw.writing().isThrough());
        }
        if (draw.first() != null) {
            configuration.addCacheEntryListenerConfiguration(draw.first().configuration(told));
        }
        second = draw.second().configuration(told);
        cache = manager.createCache(NAME, configuration);
        try {
            statistics = new ObjectName("javax.cache:type=CacheStatistics,CacheManager="
                    + manager.getURI().toString().replace(':', '.') + ",Cache=" + NAME);
        } catch (JMException e) {
            throw new AssertionError(e);
        }
    }

    private ExpiryPolicy policy() {
        ExpiryPolicy policy = draw.expiryPolicy();
        if (adapted == null || draw.creation() != Draw.Answer.NOTHING) {
            return policy;
        }
        return new ExpiryPolicy() {
            @Override
            public Duration getExpiryForCreation() {
                adapted.accept(Adaptation.POLICY_NAMES_A_DURATION);
                return Duration.ETERNAL;
            }

            @Override
            public Duration getExpiryForAccess() {
                return policy.getExpiryForAccess();
            }

            @Override
            public Duration getExpiryForUpdate() {
                return policy.getExpiryForUpdate();
            }
        };
    }

    Observation run(Step step) {
        told.clear();
        calls.clear();
        String result;
        try {
            result = String.valueOf(perform(step));
        } catch (ExecutionException e) {
            result = "loading failed: " + e.getCause().getClass().getName();
        } catch (Exception e) {
            result = e.getClass().getName();
        }
        return new Observation(result, Ear.sorted(told), new ArrayList<>(calls), counts());
    }

    private long[] counts() {
        try {
            long[] grown = new long[COUNTS.length];
            List<Attribute> attributes = SERVER.getAttributes(statistics, COUNTS).asList();
            for (int i = 0; i < grown.length; i++) {
                long count = (Long) attributes.get(i).getValue();
                grown[i] = count - counted[i];
                counted[i] = count;
            }
            return grown;
        } catch (JMException e) {
            throw new AssertionError(e);
        }
    }

    private Object perform(Step step) throws Exception {
        String key = step.key();
        return switch (step.kind()) {
            case GET -> cache.get(key);
            case GET_ALL -> new TreeMap<>(cache.getAll(step.keySet()));
            case CONTAINS_KEY -> cache.containsKey(key);
            case PUT -> done(() -> cache.put(key, step.value()));
            case GET_AND_PUT -> cache.getAndPut(key, step.value());
            case PUT_ALL -> done(() -> cache.putAll(step.map()));
            case PUT_IF_ABSENT -> cache.putIfAbsent(key, step.value());
            case REMOVE -> cache.remove(key);
            case REMOVE_VALUE -> cache.remove(key, step.value());
            case GET_AND_REMOVE -> cache.getAndRemove(key);
            case REPLACE -> cache.replace(key, step.value());
            case REPLACE_VALUE -> cache.replace(key, step.value(), step.other());
            case GET_AND_REPLACE -> cache.getAndReplace(key, step.value());
            case REMOVE_ALL -> done(cache::removeAll);
            case REMOVE_ALL_KEYS -> done(() -> cache.removeAll(step.keySet()));
            case CLEAR -> done(cache::clear);
            case INVOKE -> cache.invoke(key, script(step));
            case INVOKE_ALL -> results(cache.invokeAll(step.keySet(), script(step)));
            case LOAD_ALL -> {
                CompletionListenerFuture loaded = new CompletionListenerFuture();
                cache.loadAll(step.keySet(), step.flag(), loaded);
                loaded.get(30, TimeUnit.SECONDS);
                yield "done";
            }
            case ITERATE -> iterate(Set.of());
            case ITERATE_AND_REMOVE -> iterate(step.keySet());
            case REGISTER -> done(() -> cache.registerCacheEntryListener(second));
            case DEREGISTER -> done(() -> cache.deregisterCacheEntryListener(second));
            case ADVANCE -> "done";
        };
    }

    private static String done(Runnable operation) {
        operation.run();
        return "done";
    }

    private Script script(Step step) {
        boolean adapt = adapted != null && draw.loading() == Draw.Loading.READ_THROUGH;
        return new Script(step.processor(), adapt ? () -> adapted.accept(Adaptation.PROCESSOR_DOES_NOT_READ_WHAT_IT_REMOVED) : null);
    }

    private static Map<String, String> results(Map<String, EntryProcessorResult<String>> results) {
        Map<String, String> texts = new TreeMap<>();
        results.forEach((key, result) -> {
            try {
                texts.put(key, result.get());
            } catch (EntryProcessorException e) {
                texts.put(key, e.getClass().getSimpleName());
            }
        });
        return texts;
    }

    /** All entries, and what became of the removals: their order is undefined, so one that fails must not end the others. */
    private String iterate(Set<String> remove) {
        Map<String, String> entries = new TreeMap<>();
        Set<String> failed = new HashSet<>();
        for (Iterator<Cache.Entry<String, String>> iterator = cache.iterator(); iterator.hasNext();) {
            Cache.Entry<String, String> entry = iterator.next();
            entries.put(entry.getKey(), entry.getValue());
            if (remove.contains(entry.getKey())) {
                try {
                    iterator.remove();
                } catch (RuntimeException e) {
                    failed.add(entry.getKey() + " " + e.getClass().getName());
                }
            }
        }
        // Writer calls come in the order of the iteration.
        List<String> sorted = new ArrayList<>(calls);
        sorted.sort(null);
        calls.clear();
        calls.addAll(sorted);
        return entries + " " + failed;
    }

    @Override
    public void close() {
        manager.destroyCache(NAME);
    }
}
