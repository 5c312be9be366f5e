package org.varve.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two loaders, each with its own copy of classes that no other loader knows. */
class ClassLoaderTest {
    private static final String SOURCE = """
            package app;

            public enum Color {
                RED, GREEN { };

                public interface Named { String name(); }
                interface Hidden extends Named { }
                public record Item(String name, int[] sizes) implements Named, java.io.Serializable { }
                public record Handler(String name) implements java.lang.reflect.InvocationHandler, java.io.Serializable {
                    @Override public Object invoke(Object proxy, java.lang.reflect.Method method, Object[] arguments) {
                        return name;
                    }
                }
            }
            """;

    @TempDir
    static Path directory;

    private URLClassLoader one;
    private URLClassLoader two;

    @BeforeEach
    void compileAndLoad() throws Exception {
        Path classes = compile("classes", SOURCE);
        one = new URLClassLoader(new URL[] {classes.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
        two = new URLClassLoader(new URL[] {classes.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    }

    @AfterEach
    void close() throws Exception {
        one.close();
        two.close();
    }

    @Test
    void eachCodecDecodesToTheClassesOfItsLoader() throws Exception {
        Object item = item(one, "spade");
        Object sameLoader = copy(one, item);
        Object otherLoader = copy(two, item);
        assertSame(item.getClass(), sameLoader.getClass());
        assertSame(two.loadClass("app.Color$Item"), otherLoader.getClass());
        assertNotSame(item.getClass(), otherLoader.getClass());
    }

    @Test
    void arraysOfSuchClassesToo() throws Exception {
        Object array = Array.newInstance(one.loadClass("app.Color$Item"), 1, 1);
        assertSame(array.getClass(), copy(one, array).getClass());
    }

    @Test
    void enumsToo() throws Exception {
        for (Object constant : one.loadClass("app.Color").getEnumConstants()) {
            assertSame(constant, copy(one, constant));
        }
        assertSame(constant(two, 1), copy(two, constant(one, 1)));
    }

    @Test
    void proxiesOfPublicAndHiddenInterfacesToo() throws Exception {
        for (String name : List.of("app.Color$Named", "app.Color$Hidden")) {
            Class<?> named = one.loadClass(name);
            Object handler = one.loadClass("app.Color$Handler").getConstructor(String.class).newInstance("Ann");
            Object proxy = Proxy.newProxyInstance(one, new Class<?>[] {named}, (InvocationHandler) handler);
            Object decoded = copy(one, proxy);
            assertTrue(named.isInstance(decoded), name);
            assertEquals(handler, Proxy.getInvocationHandler(decoded));
        }
    }

    @Test
    void aClassThatTheLoaderLacksIsNamedAndSoIsTheLoader() throws Exception {
        Codec lacking = Encodings.codec(ClassLoader.getPlatformClassLoader());
        for (Object object : List.of(item(one, "spade"), constant(one, 0), new ArrayList<>(List.of(constant(one, 1))))) {
            byte[] bytes = encode(lacking, object);
            CodecException refused = assertThrows(CodecException.class, () -> lacking.decode(bytes, 0, bytes.length));
            assertTrue(refused.getMessage().contains("app.Color"), refused.getMessage());
            assertTrue(refused.getMessage().contains("PlatformClassLoader"), refused.getMessage());
        }
    }

    @Test
    void theLoaderOfTheLibraryIsTheSecondChoice() {
        Codec codec = Encodings.codec(one);
        byte[] bytes = encode(codec, new CodecException("own"));
        assertSame(CodecException.class, codec.decode(bytes, 0, bytes.length).getClass());
    }

    @Test
    void theContextClassLoaderIsNotAsked() throws Exception {
        Codec lacking = Encodings.codec(ClassLoader.getPlatformClassLoader());
        byte[] bytes = encode(lacking, item(one, "spade"));
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(one);
        try {
            assertThrows(CodecException.class, () -> lacking.decode(bytes, 0, bytes.length));
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** As after a redeployment: what is decoded is the constant, or the record, as the cache's loader knows it. */
    @Test
    void otherConstantsAndComponentsAreMatchedByNameOrRefused() throws Exception {
        Path changed = compile("changed", SOURCE.replace("RED, GREEN { };", "BLUE, RED;").replace("String name, int[] sizes", "String name"));
        try (URLClassLoader three = new URLClassLoader(new URL[] {changed.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            assertSame(constant(three, 1), copy(three, constant(one, 0)), "RED is RED");
            CodecException green = assertThrows(CodecException.class, () -> copy(three, constant(one, 1)));
            assertTrue(green.getMessage().contains("app.Color has no constant GREEN"), green.getMessage());
            CodecException item = assertThrows(CodecException.class, () -> copy(three, item(one, "spade")));
            assertTrue(item.getMessage().contains("sizes"), item.getMessage());
            Codec both = Encodings.codec(three);
            byte[] blue = encode(both, constant(three, 0));
            byte[] red = encode(both, constant(one, 0));
            assertSame(constant(three, 0), both.decode(blue, 0, blue.length));
            assertSame(constant(three, 1), both.decode(red, 0, red.length));
        }
    }

    /** A cache that lives longer than an application keeps none of its classes, and no class keeps a cache. */
    @Test
    void neitherKeepsTheOther() throws Exception {
        Codec codec = Encodings.codec(two);
        WeakReference<ClassLoader> application = encodeForAnApplicationThatGoes(codec);
        WeakReference<Codec> gone = new WeakReference<>(Encodings.codec(two));
        encode(gone, constant(one, 0));
        awaitCleared(application);
        awaitCleared(gone);
        assertSame(constant(two, 0), copy(codec, constant(two, 0)));
    }

    private static WeakReference<ClassLoader> encodeForAnApplicationThatGoes(Codec codec) throws Exception {
        try (URLClassLoader application = new URLClassLoader(new URL[] {directory.resolve("classes").toUri().toURL()},
                ClassLoader.getPlatformClassLoader())) {
            for (Object object : List.of(item(application, "spade"), constant(application, 1), new Object[] {constant(application, 0)})) {
                copy(codec, object);
            }
            return new WeakReference<>(application);
        }
    }

    private static void encode(WeakReference<Codec> codec, Object object) {
        encode(codec.get(), object);
    }

    private static void awaitCleared(WeakReference<?> reference) throws InterruptedException {
        for (int i = 0; i < 100 && reference.get() != null; i++) {
            System.gc();
            Thread.sleep(10);
        }
        assertNull(reference.get());
    }

    private static Path compile(String name, String source) throws Exception {
        Path file = Files.createDirectories(directory.resolve(name + "-src")).resolve("Color.java");
        Path classes = directory.resolve(name);
        if (!Files.exists(file)) {
            Files.writeString(file, source);
            assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", classes.toString(), file.toString()));
        }
        return classes;
    }

    private static Object item(ClassLoader loader, String name) throws Exception {
        return loader.loadClass("app.Color$Item").getConstructor(String.class, int[].class).newInstance(name, new int[] {1});
    }

    private static Object constant(ClassLoader loader, int ordinal) throws Exception {
        return loader.loadClass("app.Color").getEnumConstants()[ordinal];
    }

    private static byte[] encode(Codec codec, Object object) {
        EncodeBuffer out = new EncodeBuffer();
        codec.encode(object, out);
        return Arrays.copyOf(out.array(), out.length());
    }

    private static Object copy(ClassLoader loader, Object object) {
        return copy(Encodings.codec(loader), object);
    }

    private static Object copy(Codec codec, Object object) {
        byte[] bytes = encode(codec, object);
        return codec.decode(bytes, 0, bytes.length);
    }
}
