package org.varve.codec.graph.field;

import org.varve.codec.CodecException;
import org.varve.codec.DecodeInput;

/**
 * Of enum constants, by ordinal: the class that is read is the one that was written, so its constants are the same. Constants have
 * no number of their own in a graph.
 */
final class EnumPlan extends Plan {
    private final Class<?> declaring;

    /** Made at the first use, since that runs the static initializer of the enum. */
    private volatile Object[] constants;

    /**
     * @param type      the class of a constant
     * @param number    of the declaring class
     * @param declaring the enum
     */
    EnumPlan(Class<?> type, int number, Class<?> declaring) {
        super(type, number);
        this.declaring = declaring;
    }

    @Override
    void write(Object object, GraphWriter out) {
        out.writeClass(number());
        writeBody(object, out);
    }

    @Override
    void writeBody(Object object, GraphWriter out) {
        out.out().appendVarint(((Enum<?>) object).ordinal());
    }

    @Override
    Object readBody(GraphReader in) {
        return constant(in.in());
    }

    Class<?> declaring() {
        return declaring;
    }

    Enum<?> constant(DecodeInput in) {
        Object[] all = constants;
        if (all == null) {
            all = declaring.getEnumConstants();
            constants = all;
        }
        long ordinal = in.readVarint();
        if (ordinal < 0 || ordinal >= all.length) {
            throw CodecException.damaged("constant " + ordinal + " of " + declaring.getName());
        }
        return (Enum<?>) all[(int) ordinal];
    }
}
