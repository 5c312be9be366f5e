package org.varve.examples.springboot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.cache.CacheManager;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.web.client.RestClient;

/** Starts the service and reads what monitoring reads. Tests of Spring Boot export no metrics unless told to. */
@DirtiesContext
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"spring.main.banner-mode=off", "management.prometheus.metrics.export.enabled=true"})
class MetersTest {

    @Autowired
    private CacheManager caches;

    private final RestClient http;

    MetersTest(@LocalServerPort int port) {
        http = RestClient.create("http://localhost:" + port);
    }

    /** Three hits for each miss. */
    @BeforeEach
    void askFourTimes() {
        caches.getCache("names").clear();
        for (int i = 0; i < 4; i++) {
            assertEquals("Schweiz", get("/names/de/territory/CH"));
        }
    }

    @Test
    void metricsListBytesAndHitRatios() {
        String names = get("/actuator/metrics");
        for (String name : List.of("varve.store.budget", "varve.store.committed", "varve.store.memory", "varve.cache.memory", "varve.cache.hit.ratio")) {
            assertTrue(names.contains('"' + name + '"'), () -> name + " in " + names);
        }
        assertEquals(64 << 20, value(get("/actuator/metrics/varve.store.budget"), "\"value\":([0-9.E+-]+)"));
        assertTrue(value(get("/actuator/metrics/varve.cache.memory?tag=cache:names"), "\"value\":([0-9.E+-]+)") > 0);
        assertEquals(0.75, value(get("/actuator/metrics/varve.cache.hit.ratio?tag=cache:names"), "\"value\":([0-9.E+-]+)"));
    }

    @Test
    void prometheusListsBytesAndHitRatios() {
        String page = get("/actuator/prometheus");
        assertEquals(64 << 20, value(page, "varve_store_budget_bytes\\{[^}]*} (\\S+)"));
        assertTrue(value(page, "varve_store_memory_bytes\\{area=\"live\"[^}]*} (\\S+)") > 0);
        assertTrue(value(page, "varve_cache_memory_bytes\\{cache=\"names\"[^}]*} (\\S+)") > 0);
        assertEquals(0.75, value(page, "varve_cache_hit_ratio\\{cache=\"names\"[^}]*} (\\S+)"));
    }

    /** As the example's README has it, with a recording of this process. */
    @Test
    void aFlightRecordingShowsAnotherBudget(@TempDir Path directory) throws IOException {
        try (Recording recording = new Recording()) {
            recording.start();
            http.put().uri("/store?mebibytes=32").retrieve().toBodilessEntity();
            http.put().uri("/store?mebibytes=64").retrieve().toBodilessEntity();
            recording.stop();
            recording.dump(directory.resolve("names.jfr"));
        }
        List<Long> budgets = RecordingFile.readAllEvents(directory.resolve("names.jfr")).stream()
                .filter(event -> event.getEventType().getName().equals("org.varve.Resize"))
                .sorted(Comparator.comparing(RecordedEvent::getStartTime))
                .map(event -> event.getLong("toBytes"))
                .toList();
        assertEquals(List.of(32L << 20, 64L << 20), budgets);
    }

    private String get(String path) {
        return http.get().uri(path).retrieve().body(String.class);
    }

    private static double value(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertTrue(matcher.find(), () -> pattern + " in " + text);
        return Double.parseDouble(matcher.group(1));
    }
}
