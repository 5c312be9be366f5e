package org.varve.benchmarks.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON as trees of {@link Map}, {@link List}, {@link String}, {@link Number}, {@link Boolean} and null. Numbers that are not finite are written as null. Whole
 * numbers are read as {@link Long}, others as {@link Double}; maps keep their order, so what is read and written again is the same text.
 */
public final class Json {
    private static final String STEP = "  ";

    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /** Pretty: a line for each member; lists of plain values, and maps within lists, on one. */
    public static String write(Object tree) {
        StringBuilder out = new StringBuilder();
        write(out, tree, "");
        return out.append('\n').toString();
    }

    /** All on one line. */
    public static String line(Object tree) {
        StringBuilder out = new StringBuilder();
        line(out, tree);
        return out.toString();
    }

    private static void write(StringBuilder out, Object tree, String indent) {
        String inner = indent + STEP;
        if (tree instanceof Map<?, ?> map && !map.isEmpty()) {
            String before = "{\n";
            for (Map.Entry<?, ?> member : map.entrySet()) {
                out.append(before).append(inner).append(quoted(String.valueOf(member.getKey()))).append(": ");
                write(out, member.getValue(), inner);
                before = ",\n";
            }
            out.append('\n').append(indent).append('}');
        } else if (tree instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance)) {
            String before = "[\n";
            for (Object one : list) {
                out.append(before).append(inner);
                line(out, one);
                before = ",\n";
            }
            out.append('\n').append(indent).append(']');
        } else {
            line(out, tree);
        }
    }

    private static void line(StringBuilder out, Object tree) {
        if (tree instanceof Map<?, ?> map) {
            String before = "{";
            for (Map.Entry<?, ?> member : map.entrySet()) {
                out.append(before).append(quoted(String.valueOf(member.getKey()))).append(": ");
                line(out, member.getValue());
                before = ", ";
            }
            out.append(map.isEmpty() ? "{}" : "}");
        } else if (tree instanceof List<?> list) {
            String before = "[";
            for (Object one : list) {
                out.append(before);
                line(out, one);
                before = ", ";
            }
            out.append(list.isEmpty() ? "[]" : "]");
        } else if (tree instanceof Number number) {
            out.append(Double.isFinite(number.doubleValue()) ? number.toString() : "null");
        } else {
            out.append(tree == null || tree instanceof Boolean ? String.valueOf(tree) : quoted(tree.toString()));
        }
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    /** @throws IllegalArgumentException if it is not JSON; says where */
    public static Object read(String text) {
        Json reader = new Json(text);
        Object tree = reader.value();
        if (reader.peek() != 0) {
            throw reader.unexpected();
        }
        return tree;
    }

    private char peek() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    private IllegalArgumentException unexpected() {
        return new IllegalArgumentException("not JSON at character " + at + ": " + text.substring(at, Math.min(text.length(), at + 20)));
    }

    private void expect(String word) {
        if (peek() == 0 || !text.startsWith(word, at)) {
            throw unexpected();
        }
        at += word.length();
    }

    private boolean skip(char c) {
        if (peek() != c) {
            return false;
        }
        at++;
        return true;
    }

    private Object value() {
        return switch (peek()) {
            case '{' -> map();
            case '[' -> list();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Object word(String word, Object meaning) {
        expect(word);
        return meaning;
    }

    private Map<String, Object> map() {
        Map<String, Object> map = new LinkedHashMap<>();
        expect("{");
        if (skip('}')) {
            return map;
        }
        do {
            peek();
            String name = string();
            expect(":");
            map.put(name, value());
        } while (skip(','));
        expect("}");
        return map;
    }

    private List<Object> list() {
        List<Object> list = new ArrayList<>();
        expect("[");
        if (skip(']')) {
            return list;
        }
        do {
            list.add(value());
        } while (skip(','));
        expect("]");
        return list;
    }

    private String string() {
        expect("\"");
        StringBuilder string = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at++);
            string.append(c == '\\' ? escaped() : c);
        }
        expect("\"");
        return string.toString();
    }

    private char escaped() {
        if (at >= text.length()) {
            throw unexpected();
        }
        char c = text.charAt(at++);
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> {
                if (at + 4 > text.length()) {
                    throw unexpected();
                }
                at += 4;
                yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
            }
            default -> c;
        };
    }

    private Number number() {
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String digits = text.substring(start, at);
        try {
            return digits.matches("-?\\d+") ? (Number) Long.valueOf(digits) : (Number) Double.valueOf(digits);
        } catch (NumberFormatException e) {
            at = start;
            throw unexpected();
        }
    }
}
