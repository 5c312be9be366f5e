package org.varve.codec;

import java.util.Arrays;

/**
 * What one encoding has met on its way through the objects of a container: the objects whose identity could matter, and how
 * deep it is. The encodings of types write each object where it stands and keep no references, so they give up where an object
 * is met a second time; then the whole goes to the graph codec, which does keep them. Not thread safe.
 */
public final class Visits {
    /** Containers in containers; deeper ones go to the graph codec. */
    public static final int MAX_DEPTH = 128;

    /*
     * Up to LINEAR objects are looked for one by one; beyond that the array is a hash table with open addressing, at most
     * half full. Most encodings meet one or two, and identity hash codes cost a trip into the JVM.
     */
    private static final int LINEAR = 8;
    private static final int KEPT = 1024;

    private Object[] seen = new Object[LINEAR];
    private int count;
    private int depth;
    private boolean mutableSeen;
    private boolean foreignSeen;

    Visits() {
    }

    /** Goes one level down; false if that is too deep, and nothing has happened then. */
    public boolean descend() {
        if (depth == MAX_DEPTH) {
            return false;
        }
        depth++;
        return true;
    }

    public void ascend() {
        depth--;
    }

    /** An object that a later one could share; false if it, or something that could refer to it, has been met before. */
    public boolean enterMutable(Object object) {
        mutableSeen = true;
        return !foreignSeen && add(object);
    }

    /** An immutable object that may hold others: written twice it is the same, but many times many it is without end. */
    public boolean enterImmutable(Object object) {
        return add(object);
    }

    /** An object for the graph codec; false unless it is the only object whose parts could be shared. */
    public boolean enterForeign() {
        if (mutableSeen || foreignSeen) {
            return false;
        }
        foreignSeen = true;
        return true;
    }

    /** Forgets all objects. */
    public void clear() {
        if (seen.length > KEPT) {
            seen = new Object[LINEAR];
        } else if (count > 0) {
            Arrays.fill(seen, 0, seen.length == LINEAR ? count : seen.length, null);
        }
        count = 0;
        depth = 0;
        mutableSeen = false;
        foreignSeen = false;
    }

    private boolean add(Object object) {
        if (seen.length > LINEAR) {
            return addHashed(object);
        }
        for (int i = 0; i < count; i++) {
            if (seen[i] == object) {
                return false;
            }
        }
        if (count == LINEAR) {
            grow();
            return addHashed(object);
        }
        seen[count++] = object;
        return true;
    }

    private boolean addHashed(Object object) {
        if (2 * count >= seen.length) {
            grow();
        }
        int slot = slot(object, seen);
        if (seen[slot] == object) {
            return false;
        }
        seen[slot] = object;
        count++;
        return true;
    }

    private void grow() {
        Object[] wider = new Object[seen.length * 4];
        for (Object object : seen) {
            if (object != null) {
                wider[slot(object, wider)] = object;
            }
        }
        seen = wider;
    }

    /** Where the object is, or the free place for it. */
    private static int slot(Object object, Object[] table) {
        int mask = table.length - 1;
        int slot = System.identityHashCode(object) * 0x9E3779B9 >>> 8 & mask;
        while (table[slot] != null && table[slot] != object) {
            slot = slot + 1 & mask;
        }
        return slot;
    }
}
