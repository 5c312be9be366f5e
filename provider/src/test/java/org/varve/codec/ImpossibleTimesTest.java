package org.varve.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;

/** Times and zones as a JVM with other time zone data may have serialized them. */
class ImpossibleTimesTest {
    private static final ZonedDateTime SUMMER = LocalDateTime.of(2024, 7, 1, 12, 0).atZone(ZoneId.of("Europe/Berlin"));

    @Test
    void anOffsetThatTheZoneDoesNotHaveIsKept() throws Exception {
        byte[] july = {0, 0, 0x07, (byte) 0xE8, 7, 1};
        byte[] january = {0, 0, 0x07, (byte) 0xE8, 1, 1};
        ZonedDateTime winter = (ZonedDateTime) altered(SUMMER, july, january);
        assertEquals(SUMMER.getOffset(), winter.getOffset());
        assertComesBack(winter);
    }

    @Test
    void aTimeInAnUnknownRegionIsKept() throws Exception {
        assertComesBack(altered(SUMMER, "Berlin".getBytes(StandardCharsets.US_ASCII), "Bxrlin".getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void anUnknownRegionIsKept() throws Exception {
        ZoneId unknown = (ZoneId) altered(SUMMER.getZone(), "Berlin".getBytes(StandardCharsets.US_ASCII),
                "Bxrlin".getBytes(StandardCharsets.US_ASCII));
        assertThrows(RuntimeException.class, unknown::getRules);
        assertComesBack(unknown);
    }

    private static void assertComesBack(Object object) {
        byte[] bytes = Encodings.encode(object);
        Object decoded = Encodings.decode(bytes);
        assertEquals(object, decoded);
        assertEquals(object.toString(), decoded.toString());
        assertArrayEquals(bytes, Encodings.encode(decoded));
    }

    private static Object altered(Object object, byte[] from, byte[] to) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        String stream = bytes.toString(StandardCharsets.ISO_8859_1);
        String alteredStream = stream.replace(new String(from, StandardCharsets.ISO_8859_1),
                new String(to, StandardCharsets.ISO_8859_1));
        try (ObjectInputStream in = new ObjectInputStream(
                new ByteArrayInputStream(alteredStream.getBytes(StandardCharsets.ISO_8859_1)))) {
            return in.readObject();
        }
    }
}
