package org.varve.jcache.differential;

import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import javax.cache.CacheManager;
import javax.cache.spi.CachingProvider;
import org.varve.config.StoreSettings;
import org.varve.jcache.Providers;
import org.varve.store.TimeSource;

/** Sequences of operations on both caches. */
final class Comparison implements AutoCloseable {
    private static final int OPERATIONS = 40;

    private final ReferenceImplementation reference = new ReferenceImplementation();
    private final CachingProvider varve = Providers.withClock(new Clock());
    private final CacheManager manager;
    private final Set<Exemption> allowed;
    private final Map<Exemption, Long> exemptions = new EnumMap<>(Exemption.class);
    private final Map<Adaptation, Long> adaptations = new EnumMap<>(Adaptation.class);
    private long operations;

    /** @param allowed in the order of their declaration */
    Comparison(EnumSet<Exemption> allowed) {
        this.allowed = allowed;
        Properties properties = new Properties();
        properties.setProperty(StoreSettings.CAPACITY, "16m");
        manager = varve.getCacheManager(URI.create("differential:varve"), null, properties);
    }

    /**
     * The time of the operations. For the store's own thread it stands, so that nobody but the operations meets what has
     * expired, and whoever hears of it hears at a known moment. What that thread does is the subject of other tests.
     */
    private static final class Clock implements TimeSource {
        private final long start = RiClock.currentTimeMillis();

        @Override
        public long millis() {
            return Thread.currentThread().getName().startsWith("varve-reclaim") ? start : RiClock.currentTimeMillis();
        }

        @Override
        public long nanos() {
            return RiClock.nanoTime();
        }
    }

    /** How often each exemption was needed. */
    Map<Exemption, Long> exemptions() {
        return exemptions;
    }

    /** How often each adaptation was needed. */
    Map<Adaptation, Long> adaptations() {
        return adaptations;
    }

    /** How many operations have been compared. */
    long operations() {
        return operations;
    }

    /** Compares the sequence of this seed: null, or what differs, with the shortest sequence found that differs. */
    String compare(long seed) {
        Random random = new Random(seed);
        Draw draw = Draw.from(random);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < OPERATIONS; i++) {
            steps.add(Step.drawn(random));
        }
        if (difference(draw, steps) == null) {
            return null;
        }
        for (int i = steps.size() - 1; i >= 0; i--) {
            List<Step> shorter = new ArrayList<>(steps);
            shorter.remove(i);
            if (difference(draw, shorter) != null) {
                steps = shorter;
            }
        }
        return "seed " + seed + "\n" + draw + "\n" + difference(draw, steps);
    }

    /** Null, or the operations and their outcomes up to the first that differs. */
    private String difference(Draw draw, List<Step> steps) {
        try (Side ours = new Side(manager, draw, null);
                Side theirs = new Side(reference.manager(), draw, used -> adaptations.merge(used, 1L, Long::sum))) {
            Run run = new Run(draw, ours, theirs);
            for (Step step : steps) {
                if (!run.step(step)) {
                    return run.history();
                }
            }
            return run.step(new Step(Step.Kind.ITERATE, "", List.of(), "", "", "", false, 0)) ? null : run.history();
        }
    }

    @Override
    public void close() {
        varve.close();
        reference.close();
    }

    /** One sequence under way. */
    private final class Run {
        private final Draw draw;
        private final Side ours;
        private final Side theirs;
        private final List<Ear> ears = new ArrayList<>();
        private final List<Outcome> history = new ArrayList<>();
        private ReferenceImplementation.Content content;

        Run(Draw draw, Side ours, Side theirs) {
            this.draw = draw;
            this.ours = ours;
            this.theirs = theirs;
            if (draw.first() != null) {
                ears.add(draw.first());
            }
            content = reference.content(theirs.cache);
        }

        String history() {
            StringBuilder text = new StringBuilder();
            history.forEach(outcome -> text.append(outcome).append('\n'));
            return text.toString();
        }

        /** False if the two differ. */
        boolean step(Step step) {
            operations++;
            prepare(step);
            Situation situation = new Situation(draw, List.copyOf(ears), step, content);
            Observation told = theirs.run(step);
            Observation expected = told.copy();
            Observation actual = ours.run(step);
            List<Exemption> applied = actual.equals(expected) ? List.of() : Exemption.apply(allowed, situation, expected);
            settle(situation);
            Set<String> held = new TreeSet<>(Step.KEYS);
            held.removeIf(key -> !ours.cache.containsKey(key));
            Outcome outcome = new Outcome(step, told, applied, expected, actual, content.live().keySet(), held);
            history.add(outcome);
            if (outcome.isRight()) {
                applied.forEach(each -> exemptions.merge(each, 1L, Long::sum));
            }
            return outcome.isRight();
        }

        private void prepare(Step step) {
            switch (step.kind()) {
                case ADVANCE -> {
                    RiClock.advance(step.millis());
                    content = reference.content(theirs.cache);
                }
                case REGISTER -> {
                    // What expired while nobody listened may be told to who listens now, or not.
                    if (ears.isEmpty()) {
                        ours.cache.clear();
                        theirs.cache.clear();
                        content = reference.content(theirs.cache);
                    }
                    if (!ears.contains(draw.second())) {
                        ears.add(draw.second());
                    }
                }
                case DEREGISTER -> ears.remove(draw.second());
                case REMOVE_ALL -> {
                    if (draw.writing().isThrough() && !content.expired().isEmpty()) {
                        content.expired().keySet().forEach(key -> reference.drop(theirs.cache, key));
                        adaptations.merge(Adaptation.EXPIRED_IS_GONE_BEFORE_REMOVE_ALL, 1L, Long::sum);
                    }
                }
                default -> {
                }
            }
        }

        /** Drops from the reference implementation what Varve has dropped. */
        private void settle(Situation situation) {
            if (situation.failsToGetAll()) {
                // How far the reference implementation got depends on the order of the keys.
                ours.cache.clear();
                theirs.cache.clear();
            }
            content = reference.content(theirs.cache);
            Set<String> dropped = new HashSet<>(situation.looked());
            dropped.removeIf(situation::isLive);
            dropped.addAll(situation.removedAfterLastAccess());
            dropped.retainAll(content.expired().keySet());
            dropped.forEach(key -> reference.drop(theirs.cache, key));
            content.expired().keySet().removeAll(dropped);
        }
    }

    /** What came of one operation on both sides. */
    private record Outcome(Step step, Observation reference, List<Exemption> applied, Observation expected, Observation varve,
            Set<String> referenceHolds, Set<String> varveHolds) {

        boolean isRight() {
            return varve.equals(expected) && varveHolds.equals(referenceHolds);
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder().append(step).append("\n  reference ").append(reference);
            if (!applied.isEmpty()) {
                text.append("\n  expected ").append(expected).append(" because of ").append(applied);
            }
            if (!varve.equals(expected)) {
                text.append("\n  VARVE ").append(varve);
            }
            if (!varveHolds.equals(referenceHolds)) {
                text.append("\n  now the reference holds ").append(referenceHolds).append(", VARVE ").append(varveHolds);
            }
            return text.toString();
        }
    }
}
