package org.varve.codec.graph.field;

/** How the objects of one class are written and read. Immutable. */
abstract class Plan {
    private final Class<?> type;
    private final int number;

    /** @param number of the class in the cache's class table */
    Plan(Class<?> type, int number) {
        this.type = type;
        this.number = number;
    }

    final Class<?> type() {
        return type;
    }

    final int number() {
        return number;
    }

    /** An object or a reference to it, the first byte included; by default of an object whose identity counts. */
    void write(Object object, GraphWriter out) {
        if (!out.writeReference(object)) {
            out.writeClass(number);
            writeBody(object, out);
        }
    }

    /** What follows the class number. */
    abstract void writeBody(Object object, GraphWriter out);

    /** An object whose class number has been read. */
    abstract Object readBody(GraphReader in);
}
