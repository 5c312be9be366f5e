package org.varve.jcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.cache.configuration.MutableConfiguration;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import org.junit.jupiter.api.Test;
import org.varve.jcache.management.StoreMXBean;
import org.varve.jcache.management.VarveCacheMXBean;
import org.varve.micrometer.VarveMeters;
import org.varve.store.StoreFigures;
import org.varve.store.reclaim.ReclaimFigures;

/** docs/operations.md explains each attribute, event, field and meter, and none that there is not. */
class OperationsDocumentTest extends CacheFixture {
    private static final Path DOCUMENT = Path.of(System.getProperty("basedir", "."), "..", "docs", "operations.md");
    private static final Pattern ROW = Pattern.compile("^\\| (`.*?`(?:, `.*?`)*) \\|", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("`(.*?)`");

    /** What the first column of the tables under a heading names. */
    private static Set<String> explained(String heading) throws IOException {
        String text = Files.readString(DOCUMENT);
        int from = text.indexOf("\n### " + heading + "\n");
        assertTrue(from >= 0, "no heading " + heading);
        int to = text.indexOf("\n##", from + 5);
        Set<String> names = new TreeSet<>();
        Matcher rows = ROW.matcher(text.substring(from, to < 0 ? text.length() : to));
        while (rows.find()) {
            Matcher each = NAME.matcher(rows.group(1));
            while (each.find()) {
                assertTrue(names.add(each.group(1)), "twice: " + each.group(1));
            }
        }
        return names;
    }

    private static Set<String> attributes(Class<?> bean) {
        return Arrays.stream(bean.getMethods()).map(Method::getName).map(name -> name.substring("get".length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void attributesOfBeans() throws IOException {
        assertEquals(attributes(StoreMXBean.class), explained("The bean of a store"));
        assertEquals(attributes(VarveCacheMXBean.class), explained("The bean of a cache"));
    }

    /** The figures that a program reads are those of the bean, but for the first letter. */
    @Test
    void figuresOfAStore() throws IOException {
        Set<String> attributes = explained("The bean of a store");
        int figures = 0;
        for (Class<?> from : Set.of(StoreFigures.class, ReclaimFigures.class)) {
            for (RecordComponent figure : from.getRecordComponents()) {
                if (figure.getType() == long.class) {
                    String name = figure.getName();
                    assertTrue(attributes.contains(Character.toUpperCase(name.charAt(0)) + name.substring(1)), name);
                    figures++;
                }
            }
        }
        assertTrue(figures > 20, "figures: " + figures);
    }

    @Test
    void eventsAndTheirFields() throws IOException {
        // Events are registered with the first store.
        manager.createCache("any", new MutableConfiguration<>());
        Set<String> names = new TreeSet<>();
        for (EventType type : FlightRecorder.getFlightRecorder().getEventTypes()) {
            if (type.getName().startsWith("org.varve.")) {
                names.add(type.getName());
                type.getFields().stream().map(field -> field.getName())
                        .filter(field -> !Set.of("startTime", "duration", "eventThread", "stackTrace").contains(field)).forEach(names::add);
            }
        }
        assertTrue(names.contains("org.varve.Eviction"), names::toString);
        assertEquals(names, explained("Events"));
    }

    @Test
    void meters() throws IOException {
        manager.createCache("any", new MutableConfiguration<>().setStatisticsEnabled(true));
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        new VarveMeters(manager).bindTo(registry);
        Set<String> names = registry.getMeters().stream().map(Meter::getId).map(Meter.Id::getName).collect(Collectors.toCollection(TreeSet::new));
        assertTrue(names.size() > 20, names::toString);
        assertEquals(names, explained("Meters"));
    }
}
