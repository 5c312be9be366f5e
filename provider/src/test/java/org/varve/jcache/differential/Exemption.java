package org.varve.jcache.differential;

import static org.varve.jcache.differential.Observation.HITS;
import static org.varve.jcache.differential.Observation.MISSES;
import static org.varve.jcache.differential.Observation.REMOVALS;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import javax.cache.CacheException;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CacheWriterException;
import javax.cache.processor.EntryProcessorException;

/**
 * A difference between Varve and the reference implementation that is meant. Each makes of what the reference
 * implementation did exactly what Varve has to do instead; there is none that looks away. docs/jsr107-conformance.md lists
 * them with their reasons, in the words of {@link #where}.
 */
enum Exemption {
    /** A filter sees old values that its listener did not ask for. */
    FILTER_SEES_OLD_VALUES("events whose registration does not want old values", (situation, told) -> {
        for (Ear ear : situation.ears()) {
            if (ear.filter() == Ear.Filter.OLD_VALUE && !ear.old()) {
                Step.KEYS.forEach(key -> told.eventsFor(ear.about(key)).clear());
            }
        }
    }),

    /** An entry that expires as it is created is told as expired. */
    STILLBORN_IS_TOLD("creation with `Duration.ZERO`", (situation, told) -> {
        if (situation.draw().creation() != Draw.Answer.ZERO) {
            return;
        }
        for (Ear ear : situation.ears()) {
            for (String key : Step.KEYS) {
                String before = situation.before().expired().containsKey(key)
                        ? ear.expired(key, situation.before().expired().get(key)) : null;
                List<String> events = told.eventsFor(ear.about(key));
                boolean wasTold = events.contains(before);
                events.removeIf(event -> event.startsWith("EXPIRED"));
                if (wasTold) {
                    events.add(0, before);
                }
            }
        }
    }),

    /** An operation meets an expired entry and leaves it, or drops it and fails, without a word to the listeners. */
    EXPIRED_IS_NOT_TOLD("`remove`, `replace`, conditional operations and `getAndX` meet an expired entry", (situation, told) -> {
        Set<String> looked = situation.looked();
        for (Map.Entry<String, String> expired : situation.before().expired().entrySet()) {
            for (Ear ear : situation.ears()) {
                String words = ear.expired(expired.getKey(), expired.getValue());
                List<String> events = told.eventsFor(ear.about(expired.getKey()));
                if (words != null && looked.contains(expired.getKey()) && !events.contains(words)) {
                    events.add(0, words);
                }
            }
        }
    }),

    /** What an iteration's {@code next} has let expire can be removed by its {@code remove}. */
    ITERATOR_REMOVES_EXPIRED("`Iterator.remove` of what `next` has let expire", (situation, told) -> {
        for (String key : situation.removedAfterLastAccess()) {
            for (Ear ear : situation.ears()) {
                List<String> events = told.eventsFor(ear.about(key));
                events.clear();
                String words = ear.expired(key, situation.before().live().get(key));
                if (words != null) {
                    events.add(words);
                }
            }
            if (!situation.draw().writing().refuses(key)) {
                told.counts[REMOVALS]--;
            }
        }
    }),

    /** A {@code putIfAbsent} that finds nothing, and whose entry expires at once, is a hit. */
    STILLBORN_IS_A_HIT("`putIfAbsent` of an entry that expires at once", (situation, told) -> {
        if (situation.step().kind() == Step.Kind.PUT_IF_ABSENT && situation.draw().creation() == Draw.Answer.ZERO
                && !situation.isLive(situation.step().key()) && told.result.equals("false")) {
            told.counts[HITS]--;
            told.counts[MISSES]++;
        }
    }),

    /** {@code removeAll(keys)} counts expired entries as removed. */
    REMOVE_ALL_COUNTS_EXPIRED("`removeAll(keys)` of expired entries", (situation, told) -> {
        if (situation.step().kind() == Step.Kind.REMOVE_ALL_KEYS) {
            Set<String> looked = situation.looked();
            looked.retainAll(situation.before().expired().keySet());
            told.counts[REMOVALS] -= looked.size();
        }
    }),

    /** Loader and writer are called for nothing. */
    CALLS_FOR_NOTHING("`removeAll(keys)`, `putAll`, `loadAll` of nothing", (situation, told) ->
            told.calls.removeIf(call -> call.equals("writeAll {}") || call.equals("deleteAll []") || call.equals("loadAll []"))),

    /** A processor removes an entry that is not there, and that is a removal. */
    PROCESSOR_REMOVES_MISSING("processor removes a missing entry", (situation, told) -> {
        for (String key : situation.missingAndRemoved()) {
            told.counts[REMOVALS]--;
            situation.ears().forEach(ear -> told.eventsFor(ear.about(key)).removeIf(event -> event.startsWith("REMOVED")));
        }
    }),

    /** A failure inside a processor leaves {@code invoke} as it is, if it is a {@link CacheException}. */
    PROCESSOR_FAILURE_IS_NOT_WRAPPED("loader fails inside a processor, or it throws a `CacheException`", (situation, told) -> {
        boolean loaderFails = situation.loads() && situation.step().key().equals("bad")
                && told.result.equals(CacheLoaderException.class.getName());
        boolean throwsItself = situation.step().processor().endsWith("c") && told.result.equals(CacheException.class.getName());
        if (situation.step().kind() == Step.Kind.INVOKE && (loaderFails || throwsItself)) {
            told.result = EntryProcessorException.class.getName();
        }
    }),

    /** {@code getAll} loads key by key. */
    GET_ALL_LOADS_ONE_BY_ONE("`getAll` with read-through", (situation, told) -> {
        if (situation.step().kind() == Step.Kind.GET_ALL && situation.loads()) {
            Set<String> missed = situation.missed();
            if (missed.size() > 1) {
                told.calls.clear();
                told.calls.add("loadAll " + missed);
            }
        }
    }),

    /** {@code getAll} stops in the middle when a load fails. */
    GET_ALL_STOPS_IN_THE_MIDDLE("`getAll` whose load fails", (situation, told) -> {
        if (situation.failsToGetAll()) {
            int missed = situation.missed().size();
            if (missed == 1) {
                told.calls.clear();
                told.calls.add("load bad");
            }
            told.counts[HITS] = situation.step().keys().size() - missed;
            told.counts[MISSES] = missed;
        }
    }),

    /** A {@link CacheWriterException} of a bulk call does not reach the caller. */
    WRITER_EXCEPTION_IS_SWALLOWED("`writeAll` or `deleteAll` throws `CacheWriterException` itself", (situation, told) -> {
        if (situation.draw().writing() == Draw.Writing.REFUSES_BY_THE_BOOK && situation.handedToWriter().contains("bad")
                && told.result.equals("done")) {
            told.result = CacheWriterException.class.getName();
        }
    });

    private final String where;
    private final BiConsumer<Situation, Observation> rule;

    Exemption(String where, BiConsumer<Situation, Observation> rule) {
        this.where = where;
        this.rule = rule;
    }

    /** The place in docs/jsr107-conformance.md. */
    String where() {
        return where;
    }

    /** Whether there is something to change; it is changed then. */
    boolean applies(Situation situation, Observation reference) {
        String before = reference.toString();
        rule.accept(situation, reference);
        return !before.equals(reference.toString());
    }

    /** Makes of the reference implementation's observation what Varve's has to be; tells by which of the exemptions. */
    static List<Exemption> apply(Set<Exemption> exemptions, Situation situation, Observation reference) {
        List<Exemption> applied = new ArrayList<>();
        for (Exemption exemption : exemptions) {
            if (exemption.applies(situation, reference)) {
                applied.add(exemption);
            }
        }
        return applied;
    }
}
