package org.varve.benchmarks.trace;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** The files in which traces come. Any of them may be compressed with gzip. */
public enum TraceFormat {
    /** Little-endian 32-bit keys, always compressed: what Varve's own traces are kept in. */
    IDS {
        @Override
        void read(InputStream in, TraceBuilder into) throws IOException {
            ints(in, into, true);
        }
    },
    /** Of the paper on ARC (Megiddo, Modha, FAST 2003): lines of a first block, a number of blocks, and two numbers that do not matter here. */
    ARC {
        @Override
        void read(InputStream in, TraceBuilder into) throws IOException {
            lines(in, into, line -> {
                String[] words = line.split("\\s+");
                long first = Long.parseLong(words[0]);
                long count = Long.parseLong(words[1]);
                for (long block = first; block < first + count && !into.isFull(); block++) {
                    into.add(block, 0);
                }
            });
        }
    },
    /** Of the paper on LIRS (Jiang, Zhang, SIGMETRICS 2002): a key on each line; a star marks the end of a part. */
    LIRS {
        @Override
        void read(InputStream in, TraceBuilder into) throws IOException {
            lines(in, into, line -> {
                if (!line.equals("*")) {
                    into.add(Long.parseLong(line), 0);
                }
            });
        }
    },
    /** Of cache2k's benchmarks: big-endian 32-bit keys. */
    CACHE2K {
        @Override
        void read(InputStream in, TraceBuilder into) throws IOException {
            ints(in, into, false);
        }
    },
    /** Comma-separated as libCacheSim writes it: time, object, size; a first line with names may say which column is which. Zero bytes count as one. */
    LIBCACHESIM {
        @Override
        void read(InputStream in, TraceBuilder into) throws IOException {
            Columns columns = new Columns();
            lines(in, into, line -> columns.add(line.split("\\s*,\\s*"), into));
        }
    };

    /** What a line of text means. */
    @FunctionalInterface
    private interface Lines {
        void add(String line);
    }

    /** Where keys and sizes are in lines with commas. */
    private static final class Columns {
        private static final List<String> KEYS = List.of("object", "obj", "obj_id", "obj-id", "key", "id");
        private static final List<String> SIZES = List.of("size", "obj_size", "obj-size", "object_size");

        private int key = 1;
        private int size = 2;
        private boolean begun;

        private void add(String[] cells, TraceBuilder into) {
            if (!begun) {
                begun = true;
                List<String> names = Arrays.stream(cells).map(cell -> cell.replaceAll("[#\"]", "").strip().toLowerCase(Locale.ROOT)).toList();
                int keyColumn = find(names, KEYS);
                if (keyColumn >= 0) {
                    key = keyColumn;
                    size = find(names, SIZES);
                    if (size < 0) {
                        throw new IllegalArgumentException("no column is named size: " + names);
                    }
                    return;
                }
            }
            into.add(cells[key], (int) Math.max(1, Math.min(Integer.MAX_VALUE, Long.parseLong(cells[size]))));
        }

        private static int find(List<String> names, List<String> wanted) {
            return names.stream().filter(wanted::contains).findFirst().map(names::indexOf).orElse(-1);
        }
    }

    private static final int GZIP = 0x1f;
    private static final int GZIP_NEXT = 0x8b;

    abstract void read(InputStream in, TraceBuilder into) throws IOException;

    /** By the ending of a name: {@code .ids.gz}, {@code .lis}, {@code .trc}, {@code .trc.bin}, {@code .csv}, the others also with {@code .gz}; null if it says nothing. */
    public static TraceFormat ofName(String name) {
        String bare = name.toLowerCase(Locale.ROOT);
        if (bare.endsWith(".ids.gz")) {
            return IDS;
        }
        bare = bare.endsWith(".gz") ? bare.substring(0, bare.length() - 3) : bare;
        return bare.endsWith(".lis") ? ARC : bare.endsWith(".trc.bin") ? CACHE2K : bare.endsWith(".trc") ? LIRS : bare.endsWith(".csv") ? LIBCACHESIM : null;
    }

    /**
     * Reads a file.
     *
     * @param most requests; those after are left out
     * @throws IOException if it cannot be read or is not of this format; says where
     */
    public Trace read(Path file, int most) throws IOException {
        TraceBuilder builder = new TraceBuilder(this == LIBCACHESIM, most);
        try (InputStream in = open(file)) {
            read(in, builder);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is no trace of the format " + name().toLowerCase(Locale.ROOT) + ": " + e.getMessage(), e);
        }
        return builder.build();
    }

    private InputStream open(Path file) throws IOException {
        BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            in.mark(2);
            boolean isCompressed = in.read() == GZIP && in.read() == GZIP_NEXT;
            in.reset();
            if (this == IDS && !isCompressed) {
                throw new IOException(file + " is not compressed with gzip");
            }
            return isCompressed ? new BufferedInputStream(new GZIPInputStream(in, 1 << 16), 1 << 16) : in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private static void ints(InputStream in, TraceBuilder into, boolean littleEndian) throws IOException {
        DataInputStream data = new DataInputStream(in);
        byte[] key = new byte[Integer.BYTES];
        while (!into.isFull()) {
            int length = data.readNBytes(key, 0, key.length);
            if (length == 0) {
                return;
            }
            if (length < key.length) {
                throw new IllegalArgumentException("it ends within a key");
            }
            int number = (key[0] & 0xff) << 24 | (key[1] & 0xff) << 16 | (key[2] & 0xff) << 8 | key[3] & 0xff;
            into.add(littleEndian ? Integer.reverseBytes(number) : number, 0);
        }
    }

    private static void lines(InputStream in, TraceBuilder into, Lines lines) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        long number = 0;
        for (String line = reader.readLine(); line != null && !into.isFull(); line = reader.readLine()) {
            number++;
            try {
                if (!line.isBlank()) {
                    lines.add(line.strip());
                }
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
                throw new IllegalArgumentException("line " + number + ": " + line, e);
            }
        }
    }
}
