package org.varve.jcache.internal;

import java.util.Map;
import java.util.StringJoiner;
import java.util.WeakHashMap;
import org.varve.config.ByteSize;
import org.varve.config.MachineMemory;
import org.varve.config.SettingsException;

/**
 * What the stores of this process may become, together: more than the heap leaves of the container's memory is refused here,
 * because the kernel would not refuse it but kill.
 */
final class MemoryLedger {
    static final MemoryLedger PROCESS = new MemoryLedger();

    /** Weak, because a store that was forgotten without being closed is closed by its own thread. */
    private final Map<Object, Long> claims = new WeakHashMap<>();

    /**
     * Refuses what there will be no memory for, without claiming it.
     *
     * @param wanted capacities by what they are for
     * @throws SettingsException if it does not fit beside the heap and the stores that are open
     */
    synchronized void check(Map<String, Long> wanted, MachineMemory memory) {
        require(null, wanted, memory);
    }

    /**
     * Claims memory, in place of what the holder has claimed before.
     *
     * @param holder  who releases it again; forgotten with it
     * @param what    what it is for
     * @throws SettingsException if it does not fit; the holder then keeps what it had
     */
    synchronized void claim(Object holder, String what, long bytes, MachineMemory memory) {
        Long before = claims.get(holder);
        if (before == null || bytes > before) {
            require(holder, Map.of(what, bytes), memory);
        }
        claims.put(holder, bytes);
    }

    synchronized void release(Object holder) {
        claims.remove(holder);
    }

    private void require(Object holder, Map<String, Long> wanted, MachineMemory memory) {
        long others = 0;
        for (Map.Entry<Object, Long> claim : claims.entrySet()) {
            others += claim.getKey() == holder ? 0 : claim.getValue();
        }
        long sum = wanted.values().stream().mapToLong(Long::longValue).sum();
        if (memory.maxHeap() > memory.bytes() || sum + others > memory.bytes() - memory.maxHeap()) {
            StringJoiner parts = new StringJoiner(" + ");
            parts.add("heap " + ByteSize.format(memory.maxHeap()) + " (-Xmx)");
            wanted.forEach((what, bytes) -> parts.add(what + " " + ByteSize.format(bytes)));
            if (others > 0) {
                parts.add("stores that are open already " + ByteSize.format(others));
            }
            throw new SettingsException("found " + parts + ", which is more than the " + ByteSize.format(memory.bytes()) + " of " + memory.source()
                    + "; allowed are stores of " + ByteSize.format(Math.max(0, memory.bytes() - memory.maxHeap() - others))
                    + " together: lower the heap or varve.store.capacity, raise the container's limit, or say by varve.container-memory"
                    + " what there is if that is not it");
        }
    }
}
