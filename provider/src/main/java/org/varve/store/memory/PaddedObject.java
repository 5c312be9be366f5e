package org.varve.store.memory;

/**
 * Keeps the fields of its subclasses two cache lines away from whatever lies before them on the heap. For objects that one thread writes all the time and that
 * lie side by side with those of other threads: otherwise the cores take the line from each other although nobody shares anything. (A collector moves
 * objects together that refer to each other, so where they are allocated does not help.) Two lines, since processors fetch them in pairs.
 */
@SuppressWarnings("unused")
public abstract class PaddedObject {
    /** Takes the place behind the header, into which a field of a subclass could be put otherwise. */
    private int p;
    private long p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15;
}
