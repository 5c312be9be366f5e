package org.varve.examples.hibernate.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.varve.examples.hibernate.data.CldrConcepts.CldrConcept;
import org.varve.examples.hibernate.model.Concept;

/**
 * The names that the Unicode Common Locale Data Repository (CLDR) has in every locale, read from the JDK. A locale
 * holds only the names that differ from its parent's: {@code de-CH} falls back to {@code de}, every language to English.
 */
public final class CldrNames {

    private static final Locale ROOT = Locale.ENGLISH;

    /**
     * The names of one locale.
     *
     * @param parent tag of the locale to fall back to, or null
     * @param texts  the names that the parent does not have, or has differently
     */
    public record LocaleNames(Locale locale, String parent, Map<Concept.Key, String> texts) {
    }

    private final List<CldrConcept> concepts = CldrConcepts.all();
    private final List<Locale> locales;
    private final String[] rootTexts = texts(ROOT);

    private CldrNames(Stream<Locale> locales) {
        this.locales = locales.toList();
    }

    /**
     * All locales of this JDK.
     *
     * @throws IllegalStateException when this Java runtime was built without the locale data
     */
    public static CldrNames ofAllLocales() {
        requireLocaleData();
        return new CldrNames(Arrays.stream(Locale.getAvailableLocales()));
    }

    /** The given locales and English. */
    public static CldrNames of(Locale... locales) {
        requireLocaleData();
        return new CldrNames(Stream.concat(Stream.of(ROOT), Arrays.stream(locales)));
    }

    private static void requireLocaleData() {
        if (ModuleLayer.boot().findModule("jdk.localedata").isEmpty()) {
            throw new IllegalStateException("This Java runtime lacks the module jdk.localedata, whose names this example"
                    + " is about. Please use a full JDK, or add the module to the jlink image.");
        }
    }

    public List<Concept.Key> concepts() {
        return concepts.stream().map(concept -> new Concept.Key(concept.kind(), concept.code())).toList();
    }

    /**
     * Reads the names, parents before their children. Time zone names are slow to look up, so languages are read in
     * parallel.
     *
     * @param progress told the number of locales done after each language, by many threads
     */
    public List<LocaleNames> read(IntConsumer progress) {
        return byLanguage().values().parallelStream()
                .map(variants -> {
                    List<LocaleNames> names = readLanguage(variants);
                    progress.accept(variants.size());
                    return names;
                })
                .flatMap(List::stream)
                .sorted(Comparator.comparing((LocaleNames names) -> names.parent() != null)
                        .thenComparing(names -> names.locale().toLanguageTag()))
                .toList();
    }

    /** Number of locales that {@link #read} will return. */
    public int localeCount() {
        return byLanguage().values().stream().mapToInt(List::size).sum();
    }

    private Map<String, List<Locale>> byLanguage() {
        return locales.stream()
                .filter(locale -> !locale.getLanguage().isEmpty())
                .filter(locale -> locale.getVariant().isEmpty() && !locale.hasExtensions())
                .sorted(Comparator.comparing(Locale::toLanguageTag))
                .distinct()
                .collect(Collectors.groupingBy(Locale::getLanguage));
    }

    /** Sorted tags put {@code zh} before {@code zh-Hant} before {@code zh-Hant-TW}: parents come first. */
    private List<LocaleNames> readLanguage(List<Locale> variants) {
        Map<String, String[]> known = new HashMap<>(Map.of(ROOT.toLanguageTag(), rootTexts));
        List<LocaleNames> names = new ArrayList<>();
        for (Locale locale : variants) {
            String parent = parentOf(locale, known);
            String[] texts = texts(locale);
            known.put(locale.toLanguageTag(), texts);
            names.add(new LocaleNames(locale, parent, difference(texts, parent == null ? null : known.get(parent))));
        }
        return names;
    }

    private static String parentOf(Locale locale, Map<String, String[]> known) {
        if (locale.equals(ROOT)) {
            return null;
        }
        String tag = locale.toLanguageTag();
        for (int end = tag.lastIndexOf('-'); end > 0; end = tag.lastIndexOf('-', end - 1)) {
            if (known.containsKey(tag.substring(0, end))) {
                return tag.substring(0, end);
            }
        }
        return ROOT.toLanguageTag();
    }

    private String[] texts(Locale locale) {
        return concepts.stream().map(concept -> concept.displayName().apply(locale)).toArray(String[]::new);
    }

    private Map<Concept.Key, String> difference(String[] texts, String[] parentTexts) {
        Map<Concept.Key, String> difference = new LinkedHashMap<>();
        for (int i = 0; i < texts.length; i++) {
            if (parentTexts == null || !texts[i].equals(parentTexts[i])) {
                CldrConcept concept = concepts.get(i);
                difference.put(new Concept.Key(concept.kind(), concept.code()), texts[i]);
            }
        }
        return difference;
    }
}
