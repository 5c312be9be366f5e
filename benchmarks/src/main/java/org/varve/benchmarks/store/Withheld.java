package org.varve.benchmarks.store;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * How long a thread was ready to compute and was not given a processor: because other threads had all of them, as Linux tells in {@code schedstat}; or because the host of a virtual
 * machine had, which is what remains of the time in which it neither computed nor waited for others. A thread that has meanwhile given up its processor by itself may have slept for
 * that remainder, so it does not count. For the thread that opened it; elsewhere than on Linux nothing is known to be withheld.
 */
final class Withheld implements AutoCloseable {
    private static final Path SCHEDULE = Path.of("/proc/thread-self/schedstat");
    private static final Path STATUS = Path.of("/proc/thread-self/status");
    private static final String SLEPT = "\nvoluntary_ctxt_switches:";
    private static final int ENOUGH = 4096;
    /** Of the first file's one line: time on a processor, time waiting for one, both in nanoseconds, and number of turns. */
    private static final int QUEUED = 1;
    private static final int TURNS = 2;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    /** Null where there is none. */
    private final FileChannel schedule;
    /** Null where there is none or it is not asked: reading it takes longer. */
    private final FileChannel status;
    private final ByteBuffer buffer = ByteBuffer.allocate(ENOUGH);
    private Reading mark;

    /** @param thorough whether a thread that was preempted is distinguished from one that slept; if not, both may have slept */
    Withheld(boolean thorough) {
        schedule = threads.isCurrentThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled() ? open(SCHEDULE) : null;
        status = schedule != null && thorough ? open(STATUS) : null;
        mark();
    }

    /** Nanoseconds; how often it was given a processor; how often it has given it up by itself, -1 if that is not known. */
    record Reading(long at, long computed, long queued, long turns, long slept) {
        /** Nanoseconds withheld from one reading to the next. */
        long withheldUntil(Reading next) {
            long waited = next.queued - queued;
            long rest = next.at - at - (next.computed - computed) - waited;
            boolean isAwake = next.turns == turns || slept >= 0 && next.slept == slept;
            return waited + (isAwake ? Math.max(0, rest) : 0);
        }
    }

    private static FileChannel open(Path file) {
        try {
            return FileChannel.open(file);
        } catch (IOException e) {
            return null;
        }
    }

    /** Begins to count. */
    void mark() {
        mark = read();
    }

    /** Nanoseconds since the last mark. */
    long nanos() {
        return schedule == null ? 0 : mark.withheldUntil(read());
    }

    private Reading read() {
        if (schedule == null) {
            return null;
        }
        long[] turns = schedule(text(schedule));
        long slept = status == null ? -1 : slept(text(status));
        return new Reading(System.nanoTime(), threads.getCurrentThreadCpuTime(), turns[0], turns[1], slept);
    }

    private String text(FileChannel file) {
        try {
            buffer.clear();
            int length = file.read(buffer, 0);
            return new String(buffer.array(), 0, Math.max(0, length), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            return "";
        }
    }

    /** Time waiting for a processor, and number of turns. */
    static long[] schedule(String line) {
        String[] fields = line.trim().split("\\s+");
        return fields.length > TURNS ? new long[] {Long.parseLong(fields[QUEUED]), Long.parseLong(fields[TURNS])} : new long[2];
    }

    /** How often a thread has given up its processor by itself; -1 if that is not told. */
    static long slept(String status) {
        int at = status.indexOf(SLEPT);
        return at < 0 ? -1 : Long.parseLong(status.substring(at + SLEPT.length()).trim().split("\\s+")[0]);
    }

    @Override
    public void close() {
        try {
            for (FileChannel file : new FileChannel[] {schedule, status}) {
                if (file != null) {
                    file.close();
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot close what tells of this thread", e);
        }
    }
}
