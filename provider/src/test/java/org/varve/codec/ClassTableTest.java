package org.varve.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ClassTableTest {
    private static final int THREADS = 4;

    private final ClassTable table = new ClassTable(new ClassResolver(getClass().getClassLoader()));

    /** As many classes as one likes. */
    private static List<Class<?>> classes() {
        List<Class<?>> classes = new ArrayList<>();
        for (Class<?> type : List.of(int.class, String.class, Thread.State.class, GraphClasses.Pair.class)) {
            for (Class<?> array = type; classes.size() % 60 != 59; array = Array.newInstance(array, 0).getClass()) {
                classes.add(array);
            }
            classes.add(type);
        }
        return classes;
    }

    @Test
    void threadsAgreeOnNumbersAndFindTheClassesBehindThem() throws Exception {
        List<Class<?>> classes = classes();
        CyclicBarrier start = new CyclicBarrier(THREADS);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<List<Integer>>> results = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                int from = t * 13;
                results.add(threads.submit(() -> {
                    start.await();
                    Integer[] ids = new Integer[classes.size()];
                    for (int i = 0; i < ids.length; i++) {
                        int at = (from + i) % ids.length;
                        ids[at] = table.idOf(classes.get(at));
                        assertSame(classes.get(at), table.classOf(ids[at]));
                    }
                    return List.of(ids);
                }));
            }
            List<Integer> first = results.get(0).get();
            for (Future<List<Integer>> result : results) {
                assertEquals(first, result.get());
            }
            Set<Class<?>> distinct = new HashSet<>(classes);
            assertEquals(distinct.size(), new HashSet<>(first).size());
            assertEquals(distinct.size(), table.size());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void onlyWhatHasBeenEncodedIsKnown() {
        assertFalse(table.isKnown("java.lang.String"));
        int id = table.idOf(String.class);
        assertTrue(table.isKnown("java.lang.String"));
        for (long wrong : new long[] {-1, id + 1, Integer.MAX_VALUE, Long.MAX_VALUE}) {
            assertThrows(CodecException.class, () -> table.classOf(wrong));
        }
        assertEquals(List.of("boolean paid", "byte kind"),
                table.entry(table.idOf(GraphClasses.Order.class)).members().subList(0, 2));
    }
}
