package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each result of concurrent operations is that of the same operations in some order. */
@Timeout(600)
class KeyspaceLinearizabilityTest {
    private static final int PAUSES = 5;

    private static StressOptions options() {
        return new StressOptions()
                .iterations(Integer.getInteger("varve.lincheck.scenarios", 40))
                .invocationsPerIteration(Integer.getInteger("varve.lincheck.runs", 1000))
                .threads(3)
                .actorsPerThread(3)
                .actorsBefore(2)
                .actorsAfter(2)
                .sequentialSpecification(MapSpecification.class);
    }

    /** Two compound operations on a key exclude each other, and plain operations. */
    public static class WithReplace extends KeyspaceOperations {
        @Operation
        public boolean replace(@Param(name = "key") int key, @Param(name = "value") int value) {
            try (LockedKey locked = keyspace().lock(key(key))) {
                return is(locked.contains()) && is(put(locked, value));
            }
        }
    }

    @Test
    void operationsOnAKeyAreLinearizable() {
        options().check(WithReplace.class);
    }

    /** Clearing takes no key locks: it may come between the look and the write of a compound operation, so none that shows it is here. */
    public static class WithClear extends KeyspaceOperations {
        @Operation
        public void clear() {
            keyspace().clear();
        }
    }

    @Test
    void clearingIsLinearizableWithOperationsThatWriteOnce() {
        options().check(WithClear.class);
    }

    /** One key, and an operation that looks before it writes without the key's lock. */
    @Param(name = "value", gen = IntGen.class, conf = "1:3")
    public static class LookThenPut {
        private final KeyspaceOperations operations = new KeyspaceOperations();

        @Operation
        public boolean putIfAbsent(@Param(name = "value") int value) {
            if (operations.contains(1)) {
                return false;
            }
            for (int i = 0; i < PAUSES; i++) {
                Weakened.pause();
            }
            operations.put(1, value);
            return true;
        }

        @Operation
        public int get() {
            return operations.get(1);
        }

        /** At the end of each run. */
        @Validate
        public void accounts() {
            operations.accounts();
        }
    }

    /** What it is meant to do. */
    public static class OneKeySpecification {
        private final MapSpecification map = new MapSpecification();

        public boolean putIfAbsent(int value) {
            return map.putIfAbsent(1, value);
        }

        public int get() {
            return map.get(1);
        }
    }

    @Test
    void compoundOperationsWithoutTheKeysLockAreFoundOut() {
        StressOptions options = new StressOptions().iterations(100).invocationsPerIteration(2000).threads(2).actorsPerThread(2)
                .actorsBefore(0).actorsAfter(0).minimizeFailedScenario(false).sequentialSpecification(OneKeySpecification.class);
        LincheckAssertionError error = assertThrows(LincheckAssertionError.class, () -> options.check(LookThenPut.class));
        assertTrue(error.getMessage().contains("putIfAbsent"), error.getMessage());
    }
}
