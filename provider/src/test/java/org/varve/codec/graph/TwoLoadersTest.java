package org.varve.codec.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.varve.codec.CodecException;
import org.varve.codec.GraphCodec;
import org.varve.codec.GraphMode;

/** A class of one name in several loaders, as after a redeployment: the same again, with other fields, with another version. */
class TwoLoadersTest {
    private static final String CLASS = """
            package app;
            public class Item extends Base implements java.io.Serializable {
                private static final long serialVersionUID = %s;
                public String name;
                %s
                public Kind kind = Kind.SECOND;
            }
            class Base implements java.io.Serializable { private static final long serialVersionUID = 1; %s }
            enum Kind { %s }
            """;

    @TempDir
    private Path directory;

    private URLClassLoader first;

    @BeforeEach
    void loadTheFirst() throws Exception {
        first = loader("first", CLASS.formatted("1L", "public int count;", "", "FIRST, SECOND"));
    }

    @AfterEach
    void close() throws Exception {
        first.close();
    }

    @ParameterizedTest
    @EnumSource
    void theSameClassElsewhereIsReadAsTheOneOfTheCache(GraphMode mode) throws Exception {
        try (URLClassLoader second = loader("second", CLASS.formatted("1L", "public int count;", "", "FIRST, SECOND"))) {
            GraphCodec codec = Graphs.codec(mode, first);
            for (ClassLoader loader : new ClassLoader[] {first, second, first}) {
                Object copy = Graphs.copy(codec, item(loader, "a", "count", 5));
                assertSame(first.loadClass("app.Item"), copy.getClass());
                assertEquals("a", get(copy, "name"));
                assertEquals(5, get(copy, "count"));
                assertEquals("SECOND", get(copy, "kind").toString());
                assertSame(first, get(copy, "kind").getClass().getClassLoader());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClassWithOtherFieldsIsReadAsFarAsTheyAreTheSame(GraphMode mode) throws Exception {
        try (URLClassLoader other = loader("other",
                CLASS.formatted("1L", "public String aaa = \"x\"; public long added = 9;", "int more = 3;", "NEW, SECOND, FIRST"))) {
            GraphCodec codec = Graphs.codec(mode, first);
            byte[] before = Graphs.write(codec, item(first, "before", "count", 5));
            byte[] others = Graphs.write(codec, item(other, "others", "added", 7L));
            byte[] after = Graphs.write(codec, item(first, "after", "count", 6));
            Object copy = Graphs.read(codec, others);
            assertSame(first.loadClass("app.Item"), copy.getClass());
            assertEquals("others", get(copy, "name"));
            assertEquals(0, get(copy, "count"));
            assertEquals("SECOND", get(copy, "kind").toString());
            assertEquals(5, get(Graphs.read(codec, before), "count"));
            assertEquals(6, get(Graphs.read(codec, after), "count"));
            assertEquals("after", get(Graphs.read(codec, after), "name"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClassOfAnotherVersionIsRefused(GraphMode mode) throws Exception {
        try (URLClassLoader other = loader("other", CLASS.formatted("2L", "public int count;", "", "FIRST, SECOND"))) {
            GraphCodec codec = Graphs.codec(mode, first);
            byte[] sound = Graphs.write(codec, item(first, "a", "count", 5));
            byte[] others = Graphs.write(codec, item(other, "a", "count", 5));
            CodecException refused = assertThrows(CodecException.class, () -> Graphs.read(codec, others));
            assertTrue(refused.getMessage().contains("app.Item") && refused.getMessage().contains("serialVersionUID"),
                    refused.getMessage());
            assertEquals(5, get(Graphs.read(codec, sound), "count"));
        }
    }

    /** A cache that several applications share must not keep alive the classes of one that has gone. */
    @ParameterizedTest
    @EnumSource
    void classesOfAnotherLoaderAreNotKept(GraphMode mode) throws Exception {
        GraphCodec codec = Graphs.codec(mode, first);
        WeakReference<ClassLoader> gone = new WeakReference<>(writeFromALoaderThatGoes(codec));
        for (int i = 0; i < 50 && gone.get() != null; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertSame(null, gone.get());
        assertEquals(5, get(Graphs.copy(codec, item(first, "a", "count", 5)), "count"));
    }

    private ClassLoader writeFromALoaderThatGoes(GraphCodec codec) throws Exception {
        try (URLClassLoader other = loader("going", CLASS.formatted("1L", "public int count;", "int x;", "FIRST, SECOND"))) {
            assertEquals("a", get(Graphs.copy(codec, item(other, "a", "count", 5)), "name"));
            return other;
        }
    }

    private URLClassLoader loader(String name, String source) throws Exception {
        Path file = Files.createDirectories(directory.resolve(name)).resolve("Item.java");
        Files.writeString(file, source);
        Path classes = directory.resolve(name + "-classes");
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", classes.toString(), file.toString()));
        return new URLClassLoader(new URL[] {classes.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    }

    private static Object item(ClassLoader loader, String name, String field, Object value) throws Exception {
        Object item = loader.loadClass("app.Item").getConstructor().newInstance();
        item.getClass().getField("name").set(item, name);
        item.getClass().getField(field).set(item, value);
        return item;
    }

    private static Object get(Object item, String field) throws Exception {
        return item.getClass().getField(field).get(item);
    }
}
