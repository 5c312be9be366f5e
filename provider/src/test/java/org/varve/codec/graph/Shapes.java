package org.varve.codec.graph;

import java.io.Externalizable;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamField;
import java.io.Serial;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;

/** Classes that differ in how they want to be serialized. */
@SuppressWarnings("serial") // fields of any type
final class Shapes {
    private Shapes() {
    }

    /** Six fields, as in the measurements. */
    static final class Product implements Serializable {
        @Serial
        private static final long serialVersionUID = 1L;

        private final String name;
        private final long id;
        private final BigDecimal price;
        private final LocalDate added;
        private final int stock;
        private final boolean active;

        Product(String name, long id, BigDecimal price, LocalDate added, int stock, boolean active) {
            this.name = name;
            this.id = id;
            this.price = price;
            this.added = added;
            this.stock = stock;
            this.active = active;
        }

        static Product example(int n) {
            return new Product("product number " + n, 4_711_000_000L + n, new BigDecimal("19.99"), LocalDate.of(2026, 11, 26), n, true);
        }

        private List<Object> parts() {
            return Arrays.asList(name, id, price, added, stock, active);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Product product && parts().equals(product.parts());
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, id);
        }

        @Override
        public String toString() {
            return parts().toString();
        }
    }

    static final class Primitives implements Serializable {
        final boolean flag = true;
        final byte small;
        final short shorter;
        final char letter;
        final int number;
        final long large;
        final float single;
        final double twice;

        Primitives(long n) {
            small = (byte) n;
            shorter = (short) n;
            letter = (char) n;
            number = (int) n;
            large = n;
            single = Float.intBitsToFloat((int) n);
            twice = Double.longBitsToDouble(n);
        }

        List<Object> parts() {
            return List.of(flag, small, shorter, letter, number, large, single, twice);
        }
    }

    /** Two references to anything. */
    static final class Pair implements Serializable {
        Object a;
        Object b;

        Pair(Object a, Object b) {
            this.a = a;
            this.b = b;
        }
    }

    static class NotSerializableBase {
        int base;

        NotSerializableBase() {
            base = 77;
        }
    }

    static class Middle extends NotSerializableBase implements Serializable {
        String name = "middle";
        transient String forgotten = "transient";
    }

    static final class Leaf extends Middle {
        /** Hides the one of the superclass. */
        String name = "leaf";
        final int[] numbers = {1, 2, 3};
    }

    static final class Singleton implements Serializable {
        static final Singleton ONLY = new Singleton();

        @Serial
        private Object readResolve() {
            return ONLY;
        }
    }

    static final class Replaced implements Serializable {
        final int value;

        Replaced(int value) {
            this.value = value;
        }

        @Serial
        private Object writeReplace() {
            return new Stand(value);
        }

        @Serial
        private void readObject(ObjectInputStream in) throws IOException {
            throw new InvalidObjectException("only by its stand-in");
        }

        private static final class Stand implements Serializable {
            private final int value;

            Stand(int value) {
                this.value = value;
            }

            @Serial
            private Object readResolve() {
                return new Replaced(value);
            }
        }
    }

    static class InheritsReplacement implements Serializable {
        @Serial
        protected Object writeReplace() {
            return "replaced";
        }
    }

    static final class Inheriting extends InheritsReplacement {
    }

    public static final class External implements Externalizable {
        int value;

        public External() {
        }

        External(int value) {
            this.value = value;
        }

        @Override
        public void writeExternal(ObjectOutput out) throws IOException {
            out.writeInt(value + 1);
        }

        @Override
        public void readExternal(ObjectInput in) throws IOException {
            value = in.readInt() - 1;
        }
    }

    static final class OwnWriting implements Serializable {
        transient int value;

        OwnWriting(int value) {
            this.value = value;
        }

        @Serial
        private void writeObject(ObjectOutputStream out) throws IOException {
            out.defaultWriteObject();
            out.writeInt(value);
        }

        @Serial
        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            value = in.readInt();
        }
    }

    static final class Recomputing implements Serializable {
        int value = 3;
        transient int twice = 6;

        @Serial
        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            twice = 2 * value;
        }
    }

    static final class DeclaredForm implements Serializable {
        @Serial
        private static final ObjectStreamField[] serialPersistentFields = {new ObjectStreamField("kept", int.class)};

        int kept = 1;
        int left = 2;
    }

    static final class ListAndMore extends ArrayList<String> {
        int more = 9;
    }

    static final class MapAndMore extends HashMap<String, Integer> {
        int more = 9;
    }

    enum Suit {
        SPADES, HEARTS {
            @Override
            boolean isRed() {
                return true;
            }
        };

        boolean isRed() {
            return false;
        }
    }

    record Point(int x, long y, String label, List<Object> more) implements Serializable {
        Point {
            if (x < 0) {
                throw new IllegalArgumentException("x " + x);
            }
        }
    }

    interface Greeter {
        String greet();
    }

    static final class GreetingHandler implements InvocationHandler, Serializable {
        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) {
            return "Hello";
        }
    }

    static final class Node implements Serializable {
        Node next;
        final int number;

        Node(int number, Node next) {
            this.number = number;
            this.next = next;
        }
    }

    /** Equal by name, and refers to something that may lead back to the map it is a key of. */
    static final class Key implements Serializable {
        final String name;
        Object back;

        Key(String name) {
            this.name = name;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.name.equals(name);
        }

        @Override
        public int hashCode() {
            return 7;
        }
    }

    static final class Outer implements Serializable {
        final int value = 5;

        final class Inner implements Serializable {
            int outerValue() {
                return value;
            }
        }
    }
}
