package org.varve.store;

/** A way in which the store under simulation is weakened, to show that the simulation would find it out. This one weakens nothing. */
class Weakening {
    /** True if a byte is not to be stored where {@code before} stands. */
    boolean dropsByte(SimulatedMemory memory, byte before, byte value) {
        return false;
    }

    /** True if 64 bits are not to be stored. */
    boolean dropsLong(SimulatedMemory memory, long value) {
        return false;
    }

    /** What a plain read of 64 bits is answered with. */
    long read(SimulatedMemory memory, long address, long value) {
        return value;
    }

    /** Before 64 bits are stored. */
    void storing(SimulatedMemory memory, long address, long before) {
        // Most do not care.
    }

    /** The version with which a bucket is unlocked. */
    long released(long version) {
        return version;
    }

    /** What a compare-and-set stores. */
    long swapped(long expected, long value) {
        return value;
    }

    /** How many bytes of a copy from extent to extent are made. */
    long copied(SimulatedMemory memory, long length) {
        return length;
    }

    /** True if extents are not given back. */
    boolean keepsMemory() {
        return false;
    }

    /** After a step: spoils the tables on the heap. */
    void after(Store store, SimulationStep step) {
        // Most spoil the memory.
    }
}
