package org.varve.codec;

import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** A type that has an encoding of its own: the values at its edges, and a source of others. */
record Kind(String name, List<?> edges, Function<Random, ?> source) {
    /** A value that is an edge now and then. */
    Object next(Random random) {
        return random.nextInt(4) == 0 ? edges.get(random.nextInt(edges.size())) : source.apply(random);
    }

    @Override
    public String toString() {
        return name;
    }
}
