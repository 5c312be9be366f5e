package org.varve.codec.graph.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.varve.codec.ClassResolver;
import org.varve.codec.ClassTable;
import org.varve.codec.CodecException;
import org.varve.codec.DecodeInput;
import org.varve.codec.EncodeBuffer;

/** Final fields where reflection must not set them, which is how JDK 26 begins: the JDK offers another way from 24 on. */
@Tag("deny-flags")
class FinalFieldsTest {
    private static final boolean JDK_HELPS = Runtime.version().feature() >= 24;

    private static class Base implements Serializable {
        @Serial
        private static final long serialVersionUID = 1L;

        private int changeable = 5;
        private String text = "base";
    }

    @SuppressWarnings("serial")
    private static final class Finals extends Base {
        @Serial
        private static final long serialVersionUID = 1L;

        private final String name;
        private final boolean flag = Boolean.parseBoolean("true");
        private final byte small;
        private final char letter;
        private final short shorter;
        private final int number;
        private final long large;
        private final float single;
        private final double twice;
        private final Object self = this;
        private final int[] array = {1, 2};

        Finals(String name, int n) {
            this.name = name;
            small = (byte) n;
            letter = (char) n;
            shorter = (short) n;
            number = n;
            large = n;
            single = n;
            twice = n;
        }

        List<Object> parts() {
            return List.of(name, flag, small, letter, shorter, number, large, single, twice, array[0], array[1]);
        }
    }

    private final PlanTable plans;

    FinalFieldsTest() {
        plans = new PlanTable(new ClassTable(new ClassResolver(getClass().getClassLoader())), false);
    }

    @Test
    void theyAreSetByTheJdkOrTheClassIsLeftToJavaSerialization() {
        if (!JDK_HELPS) {
            assertInstanceOf(RefusedPlan.class, plans.of(Finals.class));
            return;
        }
        Finals object = new Finals("name", 77);
        ((Base) object).changeable = 6;
        EncodeBuffer out = write(object);
        Finals copy = (Finals) read(out, out.length());
        assertEquals(object.parts(), copy.parts());
        assertSame(copy, copy.self);
        assertEquals(6, ((Base) copy).changeable);
        assertEquals("base", ((Base) copy).text);
        for (int length = 0; length < out.length(); length++) {
            int shorter = length;
            assertThrows(CodecException.class, () -> read(out, shorter));
        }
    }

    @Test
    void classesWithoutThemNeedNoHelp() {
        EncodeBuffer out = write(new Base());
        assertEquals("base", ((Base) read(out, out.length())).text);
    }

    private EncodeBuffer write(Object object) {
        EncodeBuffer out = new EncodeBuffer();
        new GraphWriter(plans, out).write(object);
        return out;
    }

    private Object read(EncodeBuffer out, int length) {
        return new GraphReader(plans, new DecodeInput(out.array(), 0, length), null).read();
    }
}
