package org.varve.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.varve.codec.GraphClasses.Node;
import org.varve.codec.GraphClasses.Pair;

/** Which values are left to the graph codec because it is noticed whether two objects are one. */
class IdentityTest {
    private static Object copy(Object object) {
        return Encodings.decode(Encodings.encode(object));
    }

    private static void assertByGraphCodec(boolean expected, Object object) {
        assertEquals(expected, Encodings.encode(object)[0] == Tag.GRAPH, () -> object.getClass().getName());
    }

    @Test
    void whatCanBeChangedStaysOneObject() {
        for (Object shared : List.of(new ArrayList<>(List.of(1)), new ArrayList<>(), new HashMap<>(), new Date(5), new byte[1], new Node(),
                new Object[1])) {
            for (Object container : List.of(new ArrayList<>(List.of(shared, shared)), List.of(shared, shared),
                    new Pair(shared, List.of("x", shared), null), new HashMap<>(Map.of("a", shared, "b", List.of(shared))))) {
                assertByGraphCodec(true, container);
            }
            List<?> decoded = (List<?>) copy(new ArrayList<>(List.of(shared, shared)));
            assertSame(decoded.get(0), decoded.get(1));
            assertNotSame(shared, decoded.get(0));
            List<?> apart = (List<?>) copy(new ArrayList<>(List.of(new ArrayList<>(), new ArrayList<>())));
            assertNotSame(apart.get(0), apart.get(1));
        }
    }

    @Test
    void valuesMayBeMetAgain() {
        GraphClasses.Empty record = new GraphClasses.Empty();
        for (Object value : List.of("text", 5L, record, List.of(), Map.of(), new int[0], Kinds.Plain.ONE, Optional.of("x"))) {
            List<Object> twice = new ArrayList<>(List.of(value, value));
            assertByGraphCodec(false, twice);
            assertEquals(2, ((List<?>) copy(twice)).size());
        }
    }

    @Test
    void oneObjectWithoutAnEncodingIsWrittenInPlace() {
        Node node = new Node();
        node.name = "only";
        for (Object around : List.of(List.of(node), Optional.of(node), new Pair("x", node, null), Map.entry("k", node),
                List.of("a", new Pair(List.of(1, 2), Optional.of(node), null)))) {
            assertByGraphCodec(false, around);
        }
        assertEquals("only", ((Node) ((Pair) copy(new Pair("x", node, null))).second()).name);
        assertByGraphCodec(true, List.of(node, new Node()));
        assertByGraphCodec(true, new ArrayList<>(List.of(node)));
        assertByGraphCodec(true, new Pair(node, new Date(5), null));
        assertByGraphCodec(true, new Pair(new Date(5), node, null));
    }

    /** Two nodes that share a third. */
    @Test
    void whatTwoUnknownObjectsShareStaysOneObject() {
        Node one = new Node();
        Node two = new Node();
        one.one = two.one = new Node();
        List<?> decoded = (List<?>) copy(List.of(one, two));
        assertSame(((Node) decoded.get(0)).one, ((Node) decoded.get(1)).one);
    }

    /** The copy of the node refers to a copy of the record that holds it: finite, and nothing is the original. */
    @Test
    void aRecordThatItsOnlyObjectRefersToIsCopiedTwice() {
        Node node = new Node();
        Pair pair = new Pair("x", node, null);
        node.one = List.of("in", pair);
        Pair decoded = (Pair) copy(pair);
        Node inside = (Node) decoded.second();
        assertSame(inside, ((Pair) ((List<?>) inside.one).get(1)).second());
        assertNotSame(node, inside);
    }

    @Test
    void manyReferencesToManyImmutableObjectsTakeNoRoom() {
        Object shared = List.of("a", "b");
        Object paired = new Pair("a", "b", null);
        for (int i = 0; i < 40; i++) {
            shared = List.of(shared, shared);
            paired = new Pair(paired, paired, null);
        }
        assertTrue(Encodings.encode(shared).length < 10_000);
        assertTrue(Encodings.encode(paired).length < 10_000);
    }

    @Test
    void deepNestingIsLeftToTheGraphCodec() {
        Object shallow = "x";
        for (int i = 0; i < Visits.MAX_DEPTH; i++) {
            shallow = new ArrayList<>(List.of(shallow));
        }
        assertByGraphCodec(false, shallow);
        assertEquals(shallow, copy(shallow));
        assertByGraphCodec(true, new ArrayList<>(List.of(shallow)));
        assertEquals(new ArrayList<>(List.of(shallow)), copy(new ArrayList<>(List.of(shallow))));
        assertNotEquals(Tag.GRAPH, Encodings.encode(List.of(1))[0]);
    }
}
