package org.varve.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * Makes meters of one subject and notes them. The functions must not refer to the subject by themselves, or the registry would keep it alive.
 *
 * @param registry where they are registered
 * @param tags     of all of them
 * @param subject  what they read
 * @param made     where they are noted
 * @param <T>      type of the subject
 */
record Meters<T>(MeterRegistry registry, Tags tags, T subject, List<Meter> made) {
    static final String BYTES = "bytes";

    /** A value that goes up and down. */
    void gauge(String name, Tags more, String unit, String description, ToDoubleFunction<T> function) {
        made.add(Gauge.builder(name, subject, function).tags(tags.and(more)).baseUnit(unit).description(description).register(registry));
    }

    void gauge(String name, String unit, String description, ToDoubleFunction<T> function) {
        gauge(name, Tags.empty(), unit, description, function);
    }

    /** A sum that only grows. */
    void counter(String name, Tags more, String unit, String description, ToDoubleFunction<T> function) {
        made.add(FunctionCounter.builder(name, subject, function).tags(tags.and(more)).baseUnit(unit).description(description).register(registry));
    }

    void counter(String name, String unit, String description, ToDoubleFunction<T> function) {
        counter(name, Tags.empty(), unit, description, function);
    }

    /** How often something was done, and the time spent on it all together. */
    void timer(String name, Tags more, String description, ToLongFunction<T> count, ToDoubleFunction<T> nanos) {
        made.add(FunctionTimer.builder(name, subject, count, nanos, TimeUnit.NANOSECONDS).tags(tags.and(more)).description(description).register(registry));
    }
}
