package org.varve.config;

import java.util.Comparator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names of caches: one name, or several by {@code *}, which stands for any number of any characters, dots too. */
final class NamePattern {
    /** The most specific first: names, then patterns with more characters of their own, then with more of them at the beginning. */
    static final Comparator<NamePattern> MOST_SPECIFIC_FIRST = Comparator.comparing(NamePattern::isName).reversed()
            .thenComparing(Comparator.comparingInt(NamePattern::letters).reversed())
            .thenComparing(Comparator.comparingInt(NamePattern::lettersBeforeStar).reversed())
            .thenComparing(NamePattern::text);

    private final String text;
    private final Pattern pattern;

    NamePattern(String text) {
        this.text = text;
        pattern = Pattern.compile(Stream.of(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")), Pattern.DOTALL);
    }

    String text() {
        return text;
    }

    /** True if it stands for one cache only. */
    boolean isName() {
        return text.indexOf('*') < 0;
    }

    boolean matches(String name) {
        return pattern.matcher(name).matches();
    }

    private int letters() {
        return text.replace("*", "").length();
    }

    private int lettersBeforeStar() {
        return isName() ? text.length() : text.indexOf('*');
    }
}
