package org.varve.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
        Path source = Files.createDirectories(directory.resolve("src")).resolve("Color.java");
        Path classes = directory.resolve("classes");
        if (!Files.exists(source)) {
            Files.writeString(source, SOURCE);
            assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", classes.toString(), source.toString()));
        }
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

    @Test
    void anUnknownConstantAndAnEnumThatIsNoneAreRefused() throws Exception {
        Codec codec = Encodings.codec(one);
        byte[] red = encode(codec, constant(one, 0));
        byte[] unknown = red.clone();
        unknown[unknown.length - 1] = 'X';
        CodecException refused = assertThrows(CodecException.class, () -> codec.decode(unknown, 0, unknown.length));
        assertTrue(refused.getMessage().contains("app.Color has no constant REX"), refused.getMessage());
        EncodeBuffer out = new EncodeBuffer();
        out.appendByte(Tag.ENUM);
        StringEncoding.writeInline("java.lang.String", out);
        StringEncoding.writeInline("RED", out);
        assertThrows(CodecException.class, () -> codec.decode(out.array(), 0, out.length()));
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
        Codec codec = Encodings.codec(loader);
        byte[] bytes = encode(codec, object);
        return codec.decode(bytes, 0, bytes.length);
    }
}
