package org.varve.codec;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Classes of an application, as far as they differ in how they are encoded. */
@SuppressWarnings("serial") // fields of any type
final class GraphClasses {
    private GraphClasses() {
    }

    /** Holds values only, primitives of all kinds among them. */
    record Order(boolean paid, byte kind, short year, char letter, int lines, long number, float weight, double price,
            String customer, BigDecimal amount, LocalDate day, Kinds.Plain state) implements Serializable {
    }

    /** Holds whatever there is. */
    record Pair(Object first, Object second, List<Object> rest) implements Serializable {
    }

    /** Refuses null and copies what it is given, as a careful record does. */
    record Careful(List<?> elements) implements Serializable {
        Careful {
            elements = List.copyOf(elements);
        }
    }

    record Empty() implements Serializable {
    }

    /** Not Serializable in every part, but encoded all the same: nothing needs the graph codec. */
    record Maybe(Optional<String> name, Map.Entry<String, Integer> entry) implements Serializable {
    }

    /** The accessor does not give what the field holds. */
    record Masked(String secret) implements Serializable {
        @Override
        public String secret() {
            return "***";
        }
    }

    /** Puts something else in its place. */
    record Replaced(String name) implements Serializable {
        @Serial
        private Object writeReplace() {
            return new Stub(name);
        }
    }

    record Stub(String name) implements Serializable {
        @Serial
        private Object readResolve() {
            return new Replaced(name);
        }
    }

    /** An ordinary mutable object. */
    @SuppressWarnings("serial") // what it holds is Serializable
    static class Node implements Serializable {
        @Serial
        private static final long serialVersionUID = 1L;

        String name;
        int number;
        Object one;
        Object other;
        transient Object forgotten = new Object();
    }

    @SuppressWarnings("serial") // what it holds is Serializable
    static final class SubNode extends Node {
        @Serial
        private static final long serialVersionUID = 1L;

        List<Object> parts = new ArrayList<>();
    }

    /** Writes itself by hand. */
    static final class Custom implements Serializable {
        @Serial
        private static final long serialVersionUID = 1L;

        private transient int[] sizes;

        Custom(int... sizes) {
            this.sizes = sizes;
        }

        @Serial
        private void writeObject(ObjectOutputStream out) throws IOException {
            out.defaultWriteObject();
            out.writeObject(sizes.clone());
        }

        @Serial
        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            sizes = (int[]) in.readObject();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Custom custom && Arrays.equals(sizes, custom.sizes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(sizes);
        }
    }

    /** Writes itself from outside. */
    public static final class External implements Externalizable {
        @Serial
        private static final long serialVersionUID = 1L;

        private String name;

        public External() {
        }

        External(String name) {
            this.name = name;
        }

        @Override
        public void writeExternal(ObjectOutput out) throws IOException {
            out.writeObject(name);
        }

        @Override
        public void readExternal(ObjectInput in) throws IOException, ClassNotFoundException {
            name = (String) in.readObject();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof External external && Objects.equals(name, external.name);
        }

        @Override
        public int hashCode() {
            return Objects.hashCode(name);
        }
    }

    /** Written by hand by a user, wherever it is not part of what the graph codec gets. */
    static final class ExternalSerializer implements Serializer<External> {
        @Override
        public void write(External external, SerializerOutput out) throws IOException {
            out.writeBoolean(external.name != null);
            if (external.name != null) {
                out.writeString(external.name);
            }
        }

        @Override
        public External read(SerializerInput in) throws IOException {
            return new External(in.readBoolean() ? in.readString() : null);
        }

        @Override
        public Set<Class<? extends External>> types() {
            return Set.of(External.class);
        }
    }

    /** There is one of each name. */
    static final class Unique implements Serializable {
        static final Unique LEFT = new Unique("left");
        static final Unique RIGHT = new Unique("right");
        @Serial
        private static final long serialVersionUID = 1L;

        private final String name;

        private Unique(String name) {
            this.name = name;
        }

        @Serial
        private Object readResolve() {
            return name.equals("left") ? LEFT : RIGHT;
        }
    }

    /** A list that knows more than its elements. */
    static final class TaggedList extends ArrayList<Object> {
        @Serial
        private static final long serialVersionUID = 1L;

        String tag;
    }

    static final class TaggedMap extends HashMap<Object, Object> {
        @Serial
        private static final long serialVersionUID = 1L;

        String tag;
    }

    static final class NamedDate extends Date {
        @Serial
        private static final long serialVersionUID = 1L;

        final String name;

        NamedDate(long millis, String name) {
            super(millis);
            this.name = name;
        }
    }
}
