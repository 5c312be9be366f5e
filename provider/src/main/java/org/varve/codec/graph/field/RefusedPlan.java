package org.varve.codec.graph.field;

import org.varve.codec.CodecException;

/** Of a class that is left to Java serialization. */
final class RefusedPlan extends Plan {
    private final Unsuitable reason;

    RefusedPlan(Class<?> type, int number, String reason) {
        super(type, number);
        this.reason = new Unsuitable(type.getName() + " " + reason);
    }

    Unsuitable reason() {
        return reason;
    }

    @Override
    void write(Object object, GraphWriter out) {
        throw reason;
    }

    @Override
    void writeBody(Object object, GraphWriter out) {
        throw reason;
    }

    @Override
    Object readBody(GraphReader in) {
        throw CodecException.damaged("an object of a class that is never written so: " + reason.getMessage());
    }
}
