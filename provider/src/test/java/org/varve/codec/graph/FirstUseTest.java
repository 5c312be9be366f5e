package org.varve.codec.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.varve.codec.GraphCodec;
import org.varve.codec.GraphMode;

/** Many threads meet the same classes for the first time: whoever gets bytes can read them at once. */
class FirstUseTest {
    private static final int THREADS = 8;
    private static final int ROUNDS = 60;

    private record Written(Class<?> type, byte[] bytes) {
    }

    private static List<Object> objects() {
        List<Object> objects = new ArrayList<>(List.of(Shapes.Product.example(1), new Shapes.Pair(1, 2), new Shapes.Leaf(),
                new Shapes.OwnWriting(1), new Shapes.Recomputing(), new Shapes.External(1), Shapes.Suit.HEARTS, new Shapes.Node(1, null),
                new StringBuilder("x"), new Shapes.Primitives(5), new Shapes.DeclaredForm(), new Date[] {new Date(1)}));
        Object array = new Shapes.Pair[0];
        for (int dimensions = 0; dimensions < 30; dimensions++) {
            objects.add(array);
            Object[] outer = (Object[]) Array.newInstance(array.getClass(), 1);
            outer[0] = array;
            array = outer;
        }
        return objects;
    }

    @ParameterizedTest
    @EnumSource
    void whatOneThreadHasWrittenAnotherCanRead(GraphMode mode) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                GraphCodec codec = Graphs.codec(mode);
                CyclicBarrier start = new CyclicBarrier(THREADS);
                Queue<Written> written = new ConcurrentLinkedQueue<>();
                List<Future<?>> done = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    Random random = new Random(round * 31L + i);
                    done.add(threads.submit(() -> {
                        List<Object> objects = objects();
                        Collections.shuffle(objects, random);
                        start.await();
                        for (Object object : objects) {
                            written.add(new Written(object.getClass(), Graphs.write(codec, object)));
                            Written somebodys = written.poll();
                            assertSame(somebodys.type(), Graphs.read(codec, somebodys.bytes()).getClass());
                        }
                        return null;
                    }));
                }
                for (Future<?> each : done) {
                    each.get(1, TimeUnit.MINUTES);
                }
                assertEquals(0, written.size());
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
