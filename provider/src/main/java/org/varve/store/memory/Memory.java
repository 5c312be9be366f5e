package org.varve.store.memory;

/** Where extents come from. One implementation is chosen per JVM; tests add a checking one. */
public abstract class Memory {
    /** Set to {@code unsafe} to use {@code sun.misc.Unsafe} on a JDK that has the final Foreign Memory API. */
    public static final String CHOICE_PROPERTY = "varve.memory";

    private static final int FIRST_FOREIGN_RELEASE = 22;

    /** Takes {@code bytes} from the operating system; null if it refuses. The content is undefined. */
    public abstract Extent allocate(long bytes);

    /** True if an extent must not be closed while somebody reads it; false if such a reader is stopped by an exception. */
    public abstract boolean readersMustPin();

    /** Told of every range that holds nothing any more; a checking implementation overwrites it. */
    public void freed(Extent extent, long offset, long length) {
        // Production memory keeps the stale bytes: writing them costs, and whoever reads them is found out by a version.
    }

    /** What the memory is accessed with, for logs and tests. */
    public abstract String name();

    /** The best implementation for this JVM. */
    public static Memory system() {
        if (Runtime.version().feature() < FIRST_FOREIGN_RELEASE
                || "unsafe".equals(System.getProperty(CHOICE_PROPERTY))) {
            return new UnsafeMemory();
        }
        try {
            // The class exists only in the part of the jar for newer releases, hence the name.
            return (Memory) Class.forName("org.varve.store.memory.ForeignMemory").getDeclaredConstructor().newInstance();
        } catch (ClassNotFoundException builtOnOlderJdk) {
            return new UnsafeMemory();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("The Foreign Memory implementation cannot be instantiated", e);
        }
    }
}
