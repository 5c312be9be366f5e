package org.varve.benchmarks.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lets threads that hardly compute go before all others as soon as they have something to do. Where more threads compute than there are processors, it is otherwise the
 * scheduler's turns that are measured. Only on Linux, and only for who may ask for it: in general the superuser.
 */
final class RealTimePriority {
    private static final Path THREADS = Path.of("/proc/self/task");
    private static final String PRIORITY = "10";
    private static final long PATIENCE_SECONDS = 10;
    private static final int MOST_TRIES = 100;
    private static final long RETRY_NANOS = 5_000_000;

    private RealTimePriority() {
    }

    /**
     * Asks for it.
     *
     * @param name of the threads, at most 15 characters of ASCII
     * @return true if all threads of this process that are called so have it now, and there is one
     */
    static boolean giveTo(String name) {
        try {
            List<Path> threads = called(name);
            for (int tries = 0; threads.isEmpty() && tries < MOST_TRIES; tries++) {
                // The system learns a thread's name a moment after its start.
                LockSupport.parkNanos(RETRY_NANOS);
                threads = called(name);
            }
            boolean given = !threads.isEmpty();
            for (Path thread : threads) {
                given &= give(thread.getFileName().toString());
            }
            return given;
        } catch (IOException e) {
            // Another system, or one without the command.
            return false;
        }
    }

    private static List<Path> called(String name) throws IOException {
        try (Stream<Path> all = Files.list(THREADS)) {
            return all.filter(thread -> isCalled(thread, name)).collect(Collectors.toList());
        }
    }

    private static boolean isCalled(Path thread, String name) {
        try {
            return Files.readString(thread.resolve("comm")).trim().equals(name);
        } catch (IOException e) {
            // It has ended.
            return false;
        }
    }

    private static boolean give(String id) throws IOException {
        Process process = new ProcessBuilder("chrt", "--fifo", "--pid", PRIORITY, id).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try {
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            process.destroy();
        }
    }
}
