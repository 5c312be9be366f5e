package org.varve.store.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Memory for which Linux is asked to use huge pages, where this JVM allows Varve native access. An entry is found by random accesses, and with pages of 4 KiB each
 * of them misses the address translation's cache as well as the data's.
 *
 * <p>Only that way: the Foreign Memory API zeroes what it allocates, page by page, before anybody could ask for larger ones.
 */
// Restricted methods are called only where that is allowed.
@SuppressWarnings("restricted")
final class HugePages {
    /** Of x86 and of most others; where pages are larger, less is gained and nothing lost. */
    private static final long PAGE = 2L << 20;
    /* Numbers of the Linux ABI, the same on all processors that the JDK is made for. */
    private static final int PROT_READ_WRITE = 1 | 2;
    private static final int MAP_PRIVATE_ANONYMOUS = 0x2 | 0x20;
    private static final int MADV_HUGEPAGE = 14;
    private static final long MAP_FAILED = -1;

    private final MethodHandle map;
    private final MethodHandle unmap;
    private final MethodHandle advise;

    private HugePages(Linker linker) {
        map = handle(linker, "mmap", FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG));
        unmap = handle(linker, "munmap", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
        advise = handle(linker, "madvise", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));
    }

    /** Whole pages only: of the last one the rest would be lost. */
    static boolean fit(long bytes) {
        return bytes % PAGE == 0;
    }

    /** Null where there are none to be had: another system than Linux, or native access was not granted. Does nothing then that a JVM would warn of. */
    static HugePages find() {
        if (!HugePages.class.getModule().isNativeAccessEnabled() || !System.getProperty("os.name", "").equals("Linux")) {
            return null;
        }
        try {
            return new HugePages(Linker.nativeLinker());
        } catch (RuntimeException | LinkageError unsupported) {
            return null;
        }
    }

    private static MethodHandle handle(Linker linker, String function, FunctionDescriptor type) {
        return linker.downcallHandle(linker.defaultLookup().find(function).orElseThrow(), type);
    }

    /**
     * Takes memory that goes back when the arena is closed. All of it is zero, and there: the page faults are here, not on the way of who uses it.
     *
     * @param bytes must {@linkplain #fit fit}
     * @return null if the system refuses
     */
    MemorySegment allocate(Arena arena, long bytes) {
        long mapped = bytes + PAGE;
        long from = call(() -> (long) map.invokeExact(0L, mapped, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0L));
        if (from == MAP_FAILED) {
            return null;
        }
        long address = from + PAGE - 1 & -PAGE;
        release(from, address - from);
        release(address + bytes, from + mapped - address - bytes);
        // Advice: where it is refused, pages are of the usual size.
        call(() -> (long) (int) advise.invokeExact(address, bytes, MADV_HUGEPAGE));
        MemorySegment segment = MemorySegment.ofAddress(address).reinterpret(bytes, arena, gone -> release(address, bytes));
        segment.fill((byte) 0);
        return segment;
    }

    private void release(long address, long bytes) {
        if (bytes > 0) {
            call(() -> (long) (int) unmap.invokeExact(address, bytes));
        }
    }

    /** A call of the system. */
    private interface Call {
        long run() throws Throwable;
    }

    private static long call(Call call) {
        try {
            return call.run();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable impossible) {
            throw new IllegalStateException("a call of the operating system cannot be made", impossible);
        }
    }
}
