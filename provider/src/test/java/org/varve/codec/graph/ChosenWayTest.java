package org.varve.codec.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.varve.codec.GraphCodec;
import org.varve.codec.GraphMode;
import org.varve.codec.graph.Shapes.Pair;

/** Which graphs go field by field, and what that saves. */
@Tag("deny-flags")
class ChosenWayTest {
    /** Two bytes and the characters; long; scale and unscaled value; date as long; int; boolean: written by hand. */
    private static int byHand(String name) {
        return 2 + name.getBytes(StandardCharsets.UTF_8).length + 8 + 1 + 2 + 8 + 4 + 1;
    }

    @Test
    void classesThatSayNothingAboutSerializationGoByFields() {
        for (Object object : List.of(Shapes.Product.example(1), new Shapes.Primitives(1), new Pair(new Object[] {1, "x"}, null),
                new Shapes.Leaf(), new Pair(Shapes.Suit.HEARTS, Shapes.Suit.SPADES), new Shapes.Outer().new Inner(),
                new Pair(new ArrayList<>(List.of(Shapes.Product.example(1))), List.of(new Shapes.Point(1, 2, "p", null))),
                new Pair(new int[] {1}, new String[][] {{"a"}}))) {
            assertTrue(Graphs.byFields(object), object.getClass().getName());
        }
    }

    @Test
    void othersMakeTheWholeGraphGoTheOtherWay() {
        Object proxy = Proxy.newProxyInstance(Shapes.class.getClassLoader(), new Class<?>[] {Shapes.Greeter.class},
                new Shapes.GreetingHandler());
        Runnable lambda = (Runnable & java.io.Serializable) () -> { };
        for (Object object : List.of(Shapes.Singleton.ONLY, new Shapes.Replaced(1), new Shapes.Inheriting(), new Shapes.External(1),
                new Shapes.OwnWriting(1), new Shapes.Recomputing(), new Shapes.DeclaredForm(), new Shapes.ListAndMore(), proxy, lambda,
                new StringBuilder("x"), new IllegalStateException("x"))) {
            assertFalse(Graphs.byFields(object), object.getClass().getName());
            assertFalse(Graphs.byFields(new Pair(Shapes.Product.example(1), object)), object.getClass().getName());
        }
    }

    @Test
    void aProductTakesLittleMoreThanByHand() {
        Shapes.Product product = Shapes.Product.example(1);
        int byHand = byHand("product number 1");
        int bytes = Graphs.write(Graphs.codec(GraphMode.AUTO), product).length + 1; // the tag
        assertTrue(bytes <= byHand, bytes + " bytes, by hand " + byHand);
    }

    @Test
    void aLongStringThatManyShareIsWrittenOnce() {
        String shared = "x".repeat(10_000);
        Pair[] many = new Pair[1_000];
        Arrays.setAll(many, i -> new Pair(i, shared));
        int bytes = Graphs.write(Graphs.codec(GraphMode.AUTO), many).length;
        assertTrue(bytes < 20_000, bytes + " bytes");
    }

    @Test
    void serializationCarriesNoNames() {
        GraphCodec codec = Graphs.codec(GraphMode.JAVA);
        byte[] bytes = Graphs.write(codec, Shapes.Product.example(1));
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        assertFalse(text.contains("Shapes") || text.contains("java") || text.contains("price"), text);
        assertEquals(bytes.length, Graphs.write(codec, Shapes.Product.example(1)).length);
        assertTrue(bytes.length < 130, bytes.length + " bytes");
    }
}
