package org.varve.benchmarks.trace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each format of traces in small, compressed and not, and what is no trace. */
class TraceFormatTest {
    private static final int[] KEYS = {0, 1, 0, 2, 1};

    @TempDir Path directory;

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(directory.resolve(name), content);
    }

    private Path file(String name, String content) throws IOException {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] ints(ByteOrder order, int... keys) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * keys.length).order(order);
        Arrays.stream(keys).forEach(bytes::putInt);
        return bytes.array();
    }

    private static void assertKeys(Trace trace) {
        assertArrayEquals(KEYS, trace.keys());
        assertEquals(3, trace.distinct());
    }

    @Test
    void numbersOfThirtyTwoBits() throws IOException {
        // In the other order the first two would be one key.
        int[] keys = {0x01000000, 1, 0x01000000, -7, 1};
        assertKeys(TraceFormat.IDS.read(file("a.ids.gz", gzip(ints(ByteOrder.LITTLE_ENDIAN, keys))), 100));
        assertKeys(TraceFormat.CACHE2K.read(file("a.trc.bin", ints(ByteOrder.BIG_ENDIAN, keys)), 100));
        assertKeys(TraceFormat.CACHE2K.read(file("b.trc.bin.gz", gzip(ints(ByteOrder.BIG_ENDIAN, keys))), 100));
        assertThrows(IOException.class, () -> TraceFormat.IDS.read(file("plain.ids.gz", ints(ByteOrder.LITTLE_ENDIAN, keys)), 100));
        byte[] broken = Arrays.copyOf(ints(ByteOrder.BIG_ENDIAN, keys), 18);
        IOException failure = assertThrows(IOException.class, () -> TraceFormat.CACHE2K.read(file("c.bin", broken), 100));
        assertTrue(failure.getMessage().contains("ends within a key"), failure.getMessage());
    }

    @Test
    void arc() throws IOException {
        // Blocks 10 and 11; 10; 12; 11.
        String text = "10 2 0 1\n10 1 0 2\n12 1 0 3\n11 1 0 4\n";
        Trace trace = TraceFormat.ARC.read(file("a.lis", text), 100);
        assertKeys(trace);
        assertNull(trace.sizes());
        assertKeys(TraceFormat.ARC.read(file("a.lis.gz", gzip(text.getBytes(StandardCharsets.UTF_8))), 100));
        assertArrayEquals(new int[] {0, 1, 0}, TraceFormat.ARC.read(directory.resolve("a.lis"), 3).keys());
        assertThrows(IOException.class, () -> TraceFormat.ARC.read(file("b.lis", "10\n"), 100));
    }

    @Test
    void lirs() throws IOException {
        assertKeys(TraceFormat.LIRS.read(file("a.trc", "5\n6\n*\n5\n 7 \n\n6\n"), 100));
        IOException failure = assertThrows(IOException.class, () -> TraceFormat.LIRS.read(file("b.trc", "5\nsix\n"), 100));
        assertTrue(failure.getMessage().contains("line 2: six"), failure.getMessage());
    }

    @Test
    void libCacheSim() throws IOException {
        Trace trace = TraceFormat.LIBCACHESIM.read(file("a.csv", "# time, object, size, next_access_vtime\n1, a, 100, 3\n1, b, 0, 5\n2, a, 120, -1\n3, c, 7, -1\n4, b, 5, -1\n"), 100);
        assertKeys(trace);
        assertArrayEquals(new int[] {120, 5, 7}, trace.sizes());
        assertKeys(TraceFormat.LIBCACHESIM.read(file("b.csv", "1,1,100\n1,2,10\n2,1,120\n3,9,7\n4,2,5\n"), 100));
        Trace named = TraceFormat.LIBCACHESIM.read(file("c.csv", "obj_size,op,obj_id\n10,get,x\n20,get,y\n10,get,x\n30,get,z\n20,get,y\n"), 100);
        assertKeys(named);
        assertArrayEquals(new int[] {10, 20, 30}, named.sizes());
        assertThrows(IOException.class, () -> TraceFormat.LIBCACHESIM.read(file("d.csv", "1,1\n"), 100));
        assertThrows(IOException.class, () -> TraceFormat.LIBCACHESIM.read(file("e.csv", "time,object\n1,1\n"), 100));
    }

    @Test
    void namesTellFormats() {
        assertEquals(TraceFormat.IDS, TraceFormat.ofName("x/OLTP.ids.gz"));
        assertEquals(TraceFormat.ARC, TraceFormat.ofName("P1.lis.gz"));
        assertEquals(TraceFormat.LIRS, TraceFormat.ofName("loop.trc"));
        assertEquals(TraceFormat.CACHE2K, TraceFormat.ofName("orm.trc.bin"));
        assertEquals(TraceFormat.LIBCACHESIM, TraceFormat.ofName("w.CSV"));
        assertNull(TraceFormat.ofName("something.gz"));
    }

    @Test
    void sources() throws IOException {
        Path plain = file("requests", "1\n2\n1\n3\n2\n");
        assertKeys(TraceSource.parse("lirs:" + plain).load(100, 1));
        assertEquals("requests", TraceSource.parse("lirs:" + plain).label());
        Trace drawn = TraceSource.parse("zipf:50:1000:0.9").load(500, 7);
        assertEquals(500, drawn.keys().length);
        assertArrayEquals(drawn.keys(), TraceSource.parse("zipf:50:1000:0.9").load(500, 7).keys());
        for (String wrong : List.of(plain.toString(), "zipf:50", "zipf:a:b:c", directory.resolve("none.trc").toString())) {
            assertThrows(IllegalArgumentException.class, () -> TraceSource.parse(wrong), wrong);
        }
    }
}
