package org.varve.config.file;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.varve.config.SettingsException;

/** An object of settings of which all keys are known, and the ways to read what is in it. */
final class Section {
    private static final Set<String> ON = Set.of("on", "true", "yes");
    private static final Set<String> OFF = Set.of("off", "false", "no");

    private final Map<String, Node> fields;
    private final String path;

    /**
     * @param path  names of the objects it is in, with dots
     * @param known its keys, all of them
     * @throws SettingsException if it is no object or has a key that is not known
     */
    Section(Node node, String path, Collection<String> known) {
        if (!node.isObject()) {
            throw SettingsException.refused(node.origin() + path, node.found(), "a group of settings in braces");
        }
        fields = node.fields();
        this.path = path;
        fields.forEach((key, field) -> {
            if (!known.contains(key)) {
                throw new SettingsException(where(key) + ": found a setting that does not exist; allowed are " + String.join(", ", new TreeSet<>(known)));
            }
        });
    }

    /** What is written for the key; null if nothing is. */
    Node get(String key) {
        return fields.get(key);
    }

    boolean has(String key) {
        return fields.containsKey(key);
    }

    String path(String key) {
        return path.isEmpty() ? quoted(key) : path + "." + quoted(key);
    }

    /** Quoted if the dots in it would be taken for borders of names. */
    private static String quoted(String key) {
        return key.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_') ? key : '"' + key + '"';
    }

    /** Where the key is written, and its full name. */
    String where(String key) {
        return fields.get(key).origin() + path(key);
    }

    /**
     * Reads a value if there is one.
     *
     * @param allowed what it can be, in words
     * @param parse   throws an IllegalArgumentException for what it cannot be; so may {@code into}
     */
    <T> void read(String key, String allowed, Function<String, T> parse, Consumer<? super T> into) {
        Node node = fields.get(key);
        if (node == null) {
            return;
        }
        try {
            if (!(node.value() instanceof String)) {
                throw new IllegalArgumentException("not a single value");
            }
            into.accept(parse.apply((String) node.value()));
        } catch (SettingsException e) {
            throw e;
        } catch (UnusableClassException e) {
            throw new SettingsException(SettingsException.refused(where(key), node.found(), allowed).getMessage() + "; " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(SettingsException.refused(where(key), node.found(), allowed).getMessage(), e);
        }
    }

    /** Like {@link #read}; {@code usual} is as if nothing were written. */
    <T> void readUnless(String usual, String key, String allowed, Function<String, T> parse, Consumer<? super T> into) {
        Node node = fields.get(key);
        if (node != null && !usual.equals(node.value())) {
            read(key, allowed + ", or '" + usual + "'", parse, into);
        }
    }

    void readSwitch(String key, Consumer<Boolean> into) {
        read(key, "on or off", Section::isOn, into);
    }

    private static boolean isOn(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (!ON.contains(lower) && !OFF.contains(lower)) {
            throw new IllegalArgumentException("neither on nor off");
        }
        return ON.contains(lower);
    }

    /** The elements of a list; of an object whose keys are numbers, too, which is how properties write lists. */
    List<Node> items(String key) {
        Node node = fields.get(key);
        if (node == null) {
            return List.of();
        }
        if (node.isObject() && node.fields().keySet().stream().allMatch(name -> name.matches("\\d{1,6}"))) {
            return node.fields().entrySet().stream().sorted((a, b) -> Integer.parseInt(a.getKey()) - Integer.parseInt(b.getKey()))
                    .map(Map.Entry::getValue).toList();
        }
        if (!node.isList()) {
            throw SettingsException.refused(where(key), node.found(), "a list");
        }
        return node.items();
    }
}
