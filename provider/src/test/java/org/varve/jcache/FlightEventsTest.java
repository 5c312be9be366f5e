package org.varve.jcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import jdk.jfr.DataAmount;
import jdk.jfr.Recording;
import jdk.jfr.Timespan;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.varve.config.StoreSettings;
import org.varve.config.VarveConfiguration;
import org.varve.store.StoreFigures;
import org.varve.store.reclaim.ReclaimFigures;

/** Each event is written by a store at work, and says what has happened. */
class FlightEventsTest extends RealTimeFixture {
    @TempDir Path directory;

    private interface Work {
        void run() throws Exception;
    }

    private List<RecordedEvent> record(String event, Work work) throws Exception {
        try (Recording recording = new Recording()) {
            recording.enable(event).withoutThreshold();
            recording.start();
            work.run();
            recording.stop();
            return read(recording, event);
        }
    }

    private List<RecordedEvent> read(Recording recording, String event) throws IOException {
        Path file = directory.resolve("events.jfr");
        recording.dump(file);
        List<RecordedEvent> events = RecordingFile.readAllEvents(file).stream().filter(each -> each.getEventType().getName().equals(event)).toList();
        assertFalse(events.isEmpty(), event);
        for (RecordedEvent each : events) {
            assertEquals(List.of("Varve"), each.getEventType().getCategoryNames());
            assertEquals(manager.getURI().toString(), each.getString("manager"));
            assertTrue(each.getString("store").equals("default") || each.getString("store").equals("cache:small"), each::toString);
        }
        for (ValueDescriptor field : events.get(0).getFields()) {
            boolean isBytes = field.getName().toLowerCase(java.util.Locale.ROOT).endsWith("bytes");
            assertEquals(isBytes, field.getAnnotation(DataAmount.class) != null, field.getName());
            assertEquals(field.getName().equals("timeSpent") || field.getName().equals("duration"), field.getAnnotation(Timespan.class) != null,
                    field.getName());
        }
        return events;
    }

    private static long sum(List<RecordedEvent> events, ToLongFunction<RecordedEvent> what) {
        return events.stream().mapToLong(what).sum();
    }

    private Cache<Integer, byte[]> small() {
        return manager.createCache("small", VarveConfiguration.<Integer, byte[]>builder()
                .ownStore(StoreSettings.builder().capacity("8m").build()).build());
    }

    private ReclaimFigures reclaim() {
        return manager.storeFigures("cache:small").reclaim();
    }

    private static void until(BooleanSupplier done, Runnable work) {
        for (int rounds = 0; !done.getAsBoolean(); rounds++) {
            assertTrue(rounds < 1_000_000, "never happens");
            work.run();
        }
    }

    @Test
    void evictions() throws Exception {
        Cache<Integer, byte[]> cache = small();
        List<RecordedEvent> events = record("org.varve.Eviction", () -> {
            int[] key = {0};
            until(() -> reclaim().evictions() > 5_000, () -> cache.put(key[0]++, new byte[1000]));
        });
        long evicted = sum(events, event -> event.getLong("evictions"));
        assertTrue(evicted > 1_000 && evicted <= reclaim().evictions(), () -> evicted + " evicted");
        assertTrue(sum(events, event -> event.getLong("evictedBytes")) > evicted * 1000);
        assertTrue(sum(events, event -> event.getLong("gainedBytes")) > 0);
        assertTrue(sum(events, event -> event.getDuration("timeSpent").toNanos()) > 0);
        assertTrue(events.stream().allMatch(event -> List.of("contest", "sifting", "flush").contains(event.getString("kind"))));
        // Two clocks, of which one may run a bit faster.
        assertTrue(events.stream().allMatch(event -> event.getDuration().toNanos() * 1.01 + 10_000 >= event.getDuration("timeSpent").toNanos()));
    }

    @Test
    void compactions() throws Exception {
        Cache<Integer, byte[]> cache = small();
        Random random = new Random(7);
        List<RecordedEvent> events = record("org.varve.Compaction", () -> until(() -> reclaim().compactions() > 20 && reclaim().copiedBytes() > 100_000,
                () -> cache.put(random.nextInt(4_000), new byte[1000 + random.nextInt(8)])));
        long moved = sum(events, event -> event.getLong("copied"));
        assertTrue(moved > 0 && sum(events, event -> event.getLong("copiedBytes")) > moved * 1000, () -> moved + " moved");
        assertTrue(events.stream().anyMatch(event -> event.getBoolean("complete") && event.getLong("gainedBytes") > 0));
    }

    @Test
    void sweeps() throws Exception {
        Cache<String, String> cache = manager.createCache("mortal", strings(livesFor(200)));
        List<RecordedEvent> events = record("org.varve.ExpirySweep", () -> {
            fill(cache, 50_000);
            awaitDropped(50_000);
            await("the sweep ends", () -> manager.storeFigures().reclaim().sweeps() > 0);
        });
        StoreFigures figures = manager.storeFigures();
        long expired = sum(events, event -> event.getLong("expirations"));
        assertTrue(expired > 10_000 && expired <= figures.expirations(), () -> expired + " expired");
        assertTrue(sum(events, event -> event.getLong("expiredBytes")) > expired * 10);
    }

    @Test
    void stalls() throws Exception {
        Cache<Integer, byte[]> cache = small();
        int[] key = {0};
        List<RecordedEvent> events = record("org.varve.WriterStall", () -> until(() -> reclaim().stalls() > 3, () -> cache.put(key[0]++, new byte[1_000_000])));
        RecordedEvent stall = events.get(0);
        assertTrue(stall.getLong("wantedBytes") >= 1_000_000, stall::toString);
        assertTrue(stall.getBoolean("room"), stall::toString);
        assertTrue(stall.getDuration().toNanos() > 0);
        assertTrue(stall.getStackTrace().getFrames().stream().anyMatch(frame -> frame.getMethod().getType().getName().endsWith("VarveCache")),
                "who waits: " + stall);
    }

    @Test
    void oversizedRecords() throws Exception {
        Cache<Integer, byte[]> cache = small();
        List<RecordedEvent> events = record("org.varve.OversizedRecord", () -> cache.put(1, new byte[5_000_000]));
        RecordedEvent event = events.get(0);
        assertEquals("small", event.getString("cache"));
        assertTrue(event.getLong("bytes") > 5_000_000 && event.getLong("bytes") < 5_000_100, event::toString);
        assertTrue(event.getLong("largestBytes") < 5_000_000, event::toString);
        assertEquals(1, reclaim().oversized());
    }

    @Test
    void resizes() throws Exception {
        manager.createCache("any", new MutableConfiguration<>());
        List<RecordedEvent> events = record("org.varve.Resize", () -> manager.resizeStore("default", 48 << 20));
        assertEquals(List.of(64L << 20, 48L << 20), List.of(events.get(0).getLong("fromBytes"), events.get(0).getLong("toBytes")));
        assertTrue(events.get(0).getLong("committedBytes") > 0);
    }

    @Test
    void nothingIsWrittenThatIsNotAskedFor() throws Exception {
        try (Recording recording = new Recording()) {
            recording.enable("org.varve.Resize");
            for (String other : List.of("Compaction", "Eviction", "ExpirySweep", "WriterStall", "OversizedRecord")) {
                recording.disable("org.varve." + other);
            }
            recording.start();
            Cache<Integer, byte[]> cache = small();
            cache.put(1, new byte[5_000_000]);
            manager.resizeStore("cache:small", 16 << 20);
            recording.stop();
            Path file = directory.resolve("none.jfr");
            recording.dump(file);
            List<String> names = new ArrayList<>();
            RecordingFile.readAllEvents(file).forEach(event -> names.add(event.getEventType().getName()));
            names.removeIf(name -> !name.startsWith("org.varve."));
            assertEquals(List.of("org.varve.Resize"), names);
        }
    }
}
