package org.varve.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.varve.codec.assembly.CacheCodecs;
import org.varve.codec.assembly.Codecs;

class SerializerTest {
    /** Not Serializable, so that only a serializer can have written it. */
    record Point(int x, long y, String label) {
    }

    /** Writes by all methods there are. */
    public static final class PointSerializer implements Serializer<Point> {
        @Override
        public void write(Point point, SerializerOutput out) {
            out.writeInt(point.x());
            out.writeLong(point.y());
            out.writeString(point.label());
            out.writeVarint(point.y());
            out.writeByte(point.x());
            out.writeBoolean(true);
            out.writeDouble(0.5);
            out.writeBytes(new byte[] {1, 2, 3}, 1, 2);
        }

        @Override
        public Point read(SerializerInput in) {
            Point point = new Point(in.readInt(), in.readLong(), in.readString());
            assertEquals(point.y(), in.readVarint());
            assertEquals((byte) point.x(), in.readByte());
            assertTrue(in.readBoolean());
            assertEquals(0.5, in.readDouble());
            assertEquals(2, in.remaining());
            assertEquals(List.of((byte) 2, (byte) 3), List.of(in.readBytes(2)[0], (byte) 3));
            return point;
        }

        @Override
        public Set<Class<? extends Point>> types() {
            return Set.of(Point.class);
        }
    }

    /** Found, but for nothing. */
    public static final class ForNothing implements Serializer<Object> {
        @Override
        public void write(Object object, SerializerOutput out) {
            out.writeByte(1);
        }

        @Override
        public Object read(SerializerInput in) {
            return in.readByte();
        }
    }

    /** Fails to be made. */
    public static final class Broken implements Serializer<Object> {
        public Broken() {
            throw new IllegalStateException("not today");
        }

        @Override
        public void write(Object object, SerializerOutput out) {
        }

        @Override
        public Object read(SerializerInput in) {
            return "";
        }
    }

    private interface Writing {
        void write(SerializerOutput out) throws IOException;
    }

    private interface Reading {
        Object read(SerializerInput in) throws IOException;
    }

    /** For all objects of its role, and as told. */
    private record Scripted(Writing writing, Reading reading) implements Serializer<Object> {
        @Override
        public void write(Object object, SerializerOutput out) throws IOException {
            writing.write(out);
        }

        @Override
        public Object read(SerializerInput in) throws IOException {
            return reading.read(in);
        }
    }

    @TempDir
    Path directory;

    private static Codec values(CodecSettings.Builder settings) {
        return new Codecs(SerializerTest.class.getClassLoader()).forCache(settings.build()).values();
    }

    private static byte[] encode(Codec codec, Object object) {
        EncodeBuffer out = new EncodeBuffer();
        codec.encode(object, out);
        return Arrays.copyOf(out.array(), out.length());
    }

    private static Object copy(Codec codec, Object object) {
        byte[] bytes = encode(codec, object);
        return codec.decode(bytes, 0, bytes.length);
    }

    @Test
    void anInstanceOrAClassServesItsTypesAlsoInsideContainers() {
        Point point = new Point(7, -8L, "größe");
        for (CodecSettings.Builder settings : List.of(CodecSettings.builder().valueSerializer(new PointSerializer()),
                CodecSettings.builder().valueSerializer(PointSerializer.class))) {
            Codec codec = values(settings);
            for (Object object : List.of(point, List.of(point, point), Optional.of(point), new Object[][] {{point}},
                    new ArrayList<>(List.of("x", point)), Map.of("k", point), "text", 5)) {
                Object copy = copy(codec, object);
                assertTrue(Arrays.deepEquals(new Object[] {object}, new Object[] {copy}));
            }
        }
    }

    @Test
    void theRolesHaveTheirOwn() {
        CacheCodecs codecs = new Codecs(getClass().getClassLoader())
                .forCache(CodecSettings.builder().keySerializer(new PointSerializer()).build());
        assertEquals(new Point(1, 2, "k"), copy(codecs.keys(), new Point(1, 2, "k")));
        assertThrows(CodecException.class, () -> encode(codecs.values(), new Point(1, 2, "k")));
    }

    @Test
    void aSerializerWithoutTypesGetsAllObjectsOfItsRole() {
        Codec codec = values(CodecSettings.builder().valueSerializer(
                new Scripted(out -> out.writeString("always"), SerializerInput::readString)));
        assertEquals("always", copy(codec, 5));
        assertEquals("always", copy(codec, "never"));
        assertFalse(codec.isCanonical("text"), "what a serializer writes is compared by objects unless it says otherwise");
    }

    @Test
    void servicesAreFoundByTheManagersLoader() throws Exception {
        try (URLClassLoader loader = withServices(PointSerializer.class)) {
            Codec codec = new Codecs(loader).forCache(CodecSettings.DEFAULTS).values();
            assertEquals(List.of(new Point(1, 2, "a")), copy(codec, List.of(new Point(1, 2, "a"))));
        }
        assertThrows(CodecException.class, () -> encode(values(CodecSettings.builder()), new Point(1, 2, "a")));
    }

    @Test
    void aServiceThatDoesNotTellItsClassesOrCannotBeMadeIsNamed() throws Exception {
        for (Class<?> type : List.of(ForNothing.class, Broken.class)) {
            try (URLClassLoader loader = withServices(type)) {
                CodecException refused = assertThrows(CodecException.class, () -> new Codecs(loader).forCache(CodecSettings.DEFAULTS));
                assertTrue(refused.getMessage().contains(type.getName()), refused.getMessage());
            }
        }
    }

    @Test
    void twoServicesForOneClassAreRefusedUnlessTheCacheHasItsOwn() throws Exception {
        Path services = services(PointSerializer.class.getName() + "\n" + SecondPointSerializer.class.getName());
        try (URLClassLoader loader = new URLClassLoader(new URL[] {services.toUri().toURL()}, getClass().getClassLoader())) {
            CodecException refused = assertThrows(CodecException.class, () -> new Codecs(loader).forCache(CodecSettings.DEFAULTS));
            assertTrue(refused.getMessage().contains(Point.class.getName()), refused.getMessage());
        }
        try (URLClassLoader loader = withServices(SecondPointSerializer.class)) {
            Codec own = new Codecs(loader).forCache(CodecSettings.builder().valueSerializer(new PointSerializer()).build()).values();
            assertEquals(new Point(1, 2, "mine"), copy(own, new Point(1, 2, "mine")));
        }
    }

    /** Loses the label. */
    public static final class SecondPointSerializer implements Serializer<Point> {
        @Override
        public void write(Point point, SerializerOutput out) {
            out.writeInt(point.x());
        }

        @Override
        public Point read(SerializerInput in) {
            return new Point(in.readInt(), 0, "");
        }

        @Override
        public Set<Class<? extends Point>> types() {
            return Set.of(Point.class);
        }
    }

    private URLClassLoader withServices(Class<?> type) throws IOException {
        return new URLClassLoader(new URL[] {services(type.getName()).toUri().toURL()}, getClass().getClassLoader());
    }

    private Path services(String names) throws IOException {
        Path root = Files.createTempDirectory(directory, "services");
        Path file = Files.createDirectories(root.resolve("META-INF/services")).resolve(Serializer.class.getName());
        Files.writeString(file, names);
        return root;
    }

    @Test
    void aClassThatCannotBeMadeIsNamed() {
        CodecException refused = assertThrows(CodecException.class, () -> values(CodecSettings.builder().valueSerializer(Broken.class)));
        assertTrue(refused.getMessage().contains(Broken.class.getName()), refused.getMessage());
    }

    private static void assertWriteRefused(String reason, Writing writing) {
        Codec codec = values(CodecSettings.builder().serializedLimit(100).valueSerializer(new Scripted(writing, in -> "")));
        EncodeBuffer out = new EncodeBuffer();
        out.appendByte(42);
        CodecException refused = assertThrows(CodecException.class, () -> codec.encode("x", out));
        assertTrue(refused.getMessage().contains(Scripted.class.getName()), refused.getMessage());
        assertTrue(refused.getMessage().contains(reason), refused.getMessage());
        assertEquals(1, out.length());
    }

    @Test
    void failuresToWriteAreNamedAndLeaveTheBufferAsItWas() {
        assertWriteRefused("wrote nothing", out -> { });
        assertWriteRefused("no disk", out -> {
            out.writeInt(1);
            throw new IOException("no disk");
        });
        assertWriteRefused("limit", out -> out.writeBytes(new byte[101], 0, 101));
        assertWriteRefused("limit", out -> out.writeString("x".repeat(100)));
        assertWriteRefused("limit", out -> {
            while (true) {
                out.writeVarint(1L << 40);
            }
        });
        assertWriteRefused("ran out of stack", out -> endless(0));
        assertWriteRefused("NoClassDefFoundError", out -> {
            throw new NoClassDefFoundError("gone");
        });
    }

    private static int endless(int n) {
        return endless(n + 1) + 1;
    }

    private static void assertReadRefused(String reason, Reading reading) {
        Codec codec = values(CodecSettings.builder().valueSerializer(new Scripted(out -> out.writeInt(5), reading)));
        byte[] bytes = encode(codec, "x");
        byte[] wider = Arrays.copyOf(bytes, bytes.length + 100);
        CodecException refused = assertThrows(CodecException.class, () -> codec.decode(wider, 0, bytes.length));
        assertTrue(refused.getMessage().contains(Scripted.class.getName()), refused.getMessage());
        assertTrue(refused.getMessage().contains(reason), refused.getMessage());
    }

    @Test
    void failuresToReadAreNamed() {
        assertReadRefused("ends too early", SerializerInput::readLong);
        assertReadRefused("ends too early", in -> in.readBytes(5));
        assertReadRefused("negative", in -> in.readBytes(-1));
        assertReadRefused("4 bytes unread", in -> "nothing");
        assertReadRefused("3 bytes unread", in -> in.readByte());
        assertReadRefused("returned null", in -> {
            in.readInt();
            return null;
        });
        assertReadRefused("no disk", in -> {
            throw new IOException("no disk");
        });
        assertReadRefused("ran out of stack", in -> endless(0));
    }

    @Test
    void inputAndOutputEndWithTheCall() {
        List<SerializerOutput> outputs = new ArrayList<>();
        List<SerializerInput> inputs = new ArrayList<>();
        Codec codec = values(CodecSettings.builder().valueSerializer(new Scripted(out -> {
            outputs.add(out);
            out.writeInt(1);
        }, in -> {
            inputs.add(in);
            return in.readInt();
        })));
        copy(codec, "x");
        assertThrows(IllegalStateException.class, () -> outputs.get(0).writeByte(1));
        assertThrows(IllegalStateException.class, () -> outputs.get(0).writeString(""));
        assertThrows(IllegalStateException.class, () -> inputs.get(0).readByte());
        assertThrows(IllegalStateException.class, () -> inputs.get(0).remaining());
    }

    @Test
    void anObjectOfAnotherClassIsRefusedNotCast() {
        Codec codec = values(CodecSettings.builder().valueSerializer(new Serializer<String>() {
            @Override
            public void write(String object, SerializerOutput out) {
                out.writeString(object);
            }

            @Override
            public String read(SerializerInput in) {
                return in.readString();
            }
        }));
        assertEquals("x", copy(codec, "x"));
        CodecException refused = assertThrows(CodecException.class, () -> encode(codec, 5));
        assertInstanceOf(ClassCastException.class, refused.getCause());
    }

    @Test
    void emptyAndCanonicalIfItSaysSo() {
        Codec codec = values(CodecSettings.builder().valueSerializer(new Serializer<Object>() {
            @Override
            public void write(Object object, SerializerOutput out) {
            }

            @Override
            public Object read(SerializerInput in) {
                return "the only one";
            }

            @Override
            public boolean mayBeEmpty() {
                return true;
            }

            @Override
            public boolean isCanonical() {
                return true;
            }
        }));
        assertEquals("the only one", copy(codec, "x"));
        assertTrue(codec.isCanonical(new Object()));
    }

    @Test
    void settingsRefuseWhatIsOutOfBounds() {
        assertThrows(IllegalArgumentException.class, () -> CodecSettings.builder().serializedLimit(0));
        assertThrows(IllegalArgumentException.class, () -> CodecSettings.builder().compressionThreshold(-1));
        assertThrows(NullPointerException.class, () -> CodecSettings.builder().graphMode(null));
        assertThrows(NullPointerException.class, () -> CodecSettings.builder().keySerializer((Serializer<?>) null));
    }
}
