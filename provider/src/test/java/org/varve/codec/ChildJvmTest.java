package org.varve.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.Vector;
import org.junit.jupiter.api.Test;
import org.varve.ChildJvm;

/** What depends on how a JVM has been started. */
class ChildJvmTest {
    /** Goes to the graph codec, which takes it field by field where the JVM lets it. */
    static final class Plain implements Serializable {
        @Serial
        private static final long serialVersionUID = 1L;

        private final int number;

        Plain(int number) {
            this.number = number;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Plain plain && plain.number == number;
        }

        @Override
        public int hashCode() {
            return number;
        }
    }

    /** Encodes and decodes a few objects and tells how each fared. */
    static final class Program {
        private Program() {
        }

        public static void main(String[] arguments) {
            System.out.println("java.sql " + ModuleLayer.boot().findModule("java.sql").isPresent());
            for (Object object : List.of("text", 5L, new java.util.Date(7), new ArrayList<>(List.of(1, 2)), new Vector<>(List.of(3)),
                    new Plain(4))) {
                String outcome;
                try {
                    outcome = object.equals(Encodings.decode(Encodings.encode(object))) ? "same" : "different";
                } catch (CodecException refused) {
                    outcome = "refused";
                }
                System.out.println(object.getClass().getSimpleName() + " " + outcome);
            }
        }
    }

    @Test
    void theModuleOfSqlTypesMayBeAbsent() throws Exception {
        assertEquals(List.of("java.sql false", "String same", "Long same", "Date same", "ArrayList same", "Vector same",
                "Plain same"), run("--limit-modules", "java.base"));
    }

    @Test
    void theFilterOfTheWholeJvmIsObeyed() throws Exception {
        assertEquals(List.of("java.sql true", "String same", "Long same", "Date same", "ArrayList same", "Vector refused",
                "Plain same"), run("-Djdk.serialFilter=!java.util.Vector"));
        assertEquals(List.of("java.sql true", "String same", "Long same", "Date same", "ArrayList same", "Vector same",
                "Plain refused"), run("-Djdk.serialFilter=!" + Plain.class.getName()));
    }

    private static List<String> run(String... options) throws Exception {
        return ChildJvm.run(ChildJvm.classPath(Codec.class, ChildJvmTest.class), Program.class,
                Stream.concat(Stream.of(options), Stream.of("-Xmx64m")).toList());
    }
}
