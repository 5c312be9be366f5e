package org.varve.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * Whether a graph is a copy of another: the same classes with the same contents and, where it could be noticed, the same
 * objects in the same places, none of them the original.
 */
final class SameGraph {
    private final Map<Object, Object> copies = new IdentityHashMap<>();
    private final Map<Object, Object> originals = new IdentityHashMap<>();
    private final String context;

    private SameGraph(String context) {
        this.context = context;
    }

    static void assertCopy(Object original, Object copy, String context) {
        new SameGraph(context).compare(original, copy, "root");
    }

    private void compare(Object original, Object copy, String path) {
        if (original == null || copy == null) {
            assertTrue(original == copy, () -> path + " is null on one side only" + context);
            return;
        }
        assertSame(original.getClass(), copy.getClass(), () -> path + context);
        if (isShared(original) && !isFirstMeeting(original, copy, path)) {
            return;
        }
        String here = path + "/" + original.getClass().getSimpleName();
        if (original.getClass().isArray()) {
            compareArrays(original, copy, here);
        } else if (original instanceof Map<?, ?> map) {
            compareMaps(map, (Map<?, ?>) copy, here);
        } else if (original instanceof Collection<?> collection) {
            compareCollections(collection, (Collection<?>) copy, here);
        } else if (original instanceof Map.Entry<?, ?> entry) {
            compare(entry.getKey(), ((Map.Entry<?, ?>) copy).getKey(), here);
            compare(entry.getValue(), ((Map.Entry<?, ?>) copy).getValue(), here);
        } else if (original instanceof Optional<?> optional) {
            compare(optional.orElse(null), ((Optional<?>) copy).orElse(null), here);
        } else if (!original.getClass().getName().startsWith(GraphClasses.class.getName())) {
            assertEquals(original, copy, () -> here + context);
        } else if (original instanceof GraphClasses.Unique) {
            assertSame(original, copy, () -> here + context);
        } else if (!(original instanceof GraphClasses.Custom)) {
            compareFields(original, copy, here);
        } else {
            assertEquals(original, copy, () -> here + context);
        }
    }

    /** Objects that can be changed; of arrays only those that have elements. */
    private static boolean isShared(Object object) {
        if (object.getClass().isArray()) {
            return Array.getLength(object) > 0;
        }
        String name = object.getClass().getName();
        return object instanceof Date || object instanceof GraphClasses.Node
                || (object instanceof Collection<?> || object instanceof Map<?, ?>)
                && !name.contains("Immutable") && !name.contains("Empty") && !name.contains("Singleton");
    }

    private boolean isFirstMeeting(Object original, Object copy, String path) {
        Object known = copies.put(original, copy);
        Object knownOriginal = originals.put(copy, original);
        if (known != null || knownOriginal != null) {
            assertTrue(known == copy, () -> path + " is not the object that it should be" + context);
            assertTrue(knownOriginal == original, () -> path + " is one object where there were two" + context);
            return false;
        }
        assertTrue(original != copy, () -> path + " is the original" + context);
        return true;
    }

    private void compareArrays(Object original, Object copy, String path) {
        int length = Array.getLength(original);
        assertEquals(length, Array.getLength(copy), () -> path + context);
        for (int i = 0; i < length; i++) {
            compare(Array.get(original, i), Array.get(copy, i), path + "[" + i + "]");
        }
    }

    private void compareCollections(Collection<?> original, Collection<?> copy, String path) {
        assertEquals(original.size(), copy.size(), () -> path + context);
        if (original instanceof java.util.Set<?> set) {
            assertEquals(set, copy, () -> path + context);
            if (original instanceof SortedSet<?> || original.getClass() == java.util.LinkedHashSet.class) {
                assertEquals(new ArrayList<>(original), new ArrayList<>(copy), () -> path + context);
            }
            return;
        }
        Iterator<?> copies = copy.iterator();
        int i = 0;
        for (Object element : original) {
            compare(element, copies.next(), path + "(" + i++ + ")");
        }
        if (original instanceof GraphClasses.TaggedList tagged) {
            assertEquals(tagged.tag, ((GraphClasses.TaggedList) copy).tag, () -> path + context);
        }
    }

    private void compareMaps(Map<?, ?> original, Map<?, ?> copy, String path) {
        assertEquals(original.keySet(), copy.keySet(), () -> path + context);
        if (original instanceof SortedMap<?, ?> || original.getClass() == java.util.LinkedHashMap.class) {
            assertEquals(List.copyOf(original.keySet()), List.copyOf(copy.keySet()), () -> path + context);
        }
        for (Map.Entry<?, ?> entry : original.entrySet()) {
            compare(entry.getValue(), copy.get(entry.getKey()), path + "(" + entry.getKey() + ")");
        }
        if (original instanceof GraphClasses.TaggedMap tagged) {
            assertEquals(tagged.tag, ((GraphClasses.TaggedMap) copy).tag, () -> path + context);
        }
    }

    private void compareFields(Object original, Object copy, String path) {
        for (Class<?> type = original.getClass(); type != null && type.getName().startsWith(GraphClasses.class.getName());
                type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if ((field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0 || field.getName().equals("name")) {
                    compareField(field, original, copy, path);
                }
            }
        }
    }

    private void compareField(Field field, Object original, Object copy, String path) {
        try {
            field.setAccessible(true);
            compare(field.get(original), field.get(copy), path + "." + field.getName());
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
