package org.varve.examples.hibernate.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.varve.examples.hibernate.model.ConceptKind;

/** Everything that the JDK has localized names for. */
final class CldrConcepts {

    /**
     * One of them.
     *
     * @param displayName its name in a locale
     */
    record CldrConcept(ConceptKind kind, String code, Function<Locale, String> displayName) {
    }

    private CldrConcepts() {
    }

    static List<CldrConcept> all() {
        return Stream.of(territories(), languages(), currencies(), zones())
                .flatMap(Function.identity())
                .sorted(Comparator.comparing(CldrConcept::kind).thenComparing(CldrConcept::code))
                .toList();
    }

    private static Stream<CldrConcept> territories() {
        return Arrays.stream(Locale.getISOCountries()).map(code -> {
            Locale territory = new Locale.Builder().setRegion(code).build();
            return new CldrConcept(ConceptKind.TERRITORY, code, territory::getDisplayCountry);
        });
    }

    private static Stream<CldrConcept> languages() {
        return Arrays.stream(Locale.getISOLanguages()).map(code -> {
            Locale language = Locale.forLanguageTag(code);
            return new CldrConcept(ConceptKind.LANGUAGE, code, language::getDisplayLanguage);
        });
    }

    private static Stream<CldrConcept> currencies() {
        return Currency.getAvailableCurrencies().stream().map(currency ->
                new CldrConcept(ConceptKind.CURRENCY, currency.getCurrencyCode(), currency::getDisplayName));
    }

    /** Hundreds of zones share a name, such as Central European Standard Time: one zone stands for them all. */
    private static Stream<CldrConcept> zones() {
        return Arrays.stream(TimeZone.getAvailableIDs())
                .filter(id -> id.contains("/") && !id.startsWith("Etc/") && !id.startsWith("SystemV/"))
                .map(TimeZone::getTimeZone)
                .collect(Collectors.toMap(zone -> zoneName(zone, Locale.ENGLISH), Function.identity(), (one, other) -> one))
                .values().stream()
                .map(zone -> new CldrConcept(ConceptKind.ZONE, zone.getID(), locale -> zoneName(zone, locale)));
    }

    private static String zoneName(TimeZone zone, Locale locale) {
        return zone.getDisplayName(false, TimeZone.LONG, locale);
    }
}
