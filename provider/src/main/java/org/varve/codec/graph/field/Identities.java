package org.varve.codec.graph.field;

import java.util.Arrays;

/** Numbers for the objects of one graph, by identity, from 0. Not thread safe. */
final class Identities {
    /*
     * Most graphs have a handful of objects with an identity, and comparing with each is faster than the first
     * identityHashCode of an object, which the JVM has to invent and to keep. Beyond that, a hash table with open addressing.
     */
    private static final int COMPARED = 12;
    private static final int FIRST_OBJECTS = 4;
    private static final int FIRST_TABLE = 64;

    private Object[] objects = new Object[FIRST_OBJECTS];
    private int count;

    /** Object number + 1 by hash, 0 for none; null as long as objects are compared one by one. At most half full. */
    private int[] table;

    /** The number of an object that is there, or -1 after it has been given the next one. */
    int find(Object object) {
        if (table != null) {
            return findHashed(object);
        }
        for (int i = 0; i < count; i++) {
            if (objects[i] == object) {
                return i;
            }
        }
        if (count < COMPARED) {
            append(object);
            return -1;
        }
        rehash(FIRST_TABLE);
        return findHashed(object);
    }

    /** How many there are: the last number + 1. */
    int count() {
        return count;
    }

    private int findHashed(Object object) {
        int mask = table.length - 1;
        int slot = slot(object, mask);
        for (int entry = table[slot]; entry != 0; entry = table[slot]) {
            if (objects[entry - 1] == object) {
                return entry - 1;
            }
            slot = slot + 1 & mask;
        }
        append(object);
        table[slot] = count;
        if (count > table.length >> 1) {
            rehash(table.length * 2);
        }
        return -1;
    }

    private void append(Object object) {
        if (count == objects.length) {
            objects = Arrays.copyOf(objects, count * 2);
        }
        objects[count++] = object;
    }

    private void rehash(int size) {
        table = new int[size];
        for (int i = 0; i < count; i++) {
            int slot = slot(objects[i], size - 1);
            while (table[slot] != 0) {
                slot = slot + 1 & size - 1;
            }
            table[slot] = i + 1;
        }
    }

    private static int slot(Object object, int mask) {
        int hash = System.identityHashCode(object) * 0x9E3779B9;
        return (hash ^ hash >>> 15) & mask;
    }
}
