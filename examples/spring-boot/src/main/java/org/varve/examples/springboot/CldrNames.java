package org.varve.examples.springboot;

import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The expensive source: the names of the Unicode CLDR as the JDK ships them. */
@Component
class CldrNames {

    /** Looks one name up, in the nearest locale that has it. */
    String name(LocalizedConcept key) {
        Concept concept = key.concept();
        Locale locale = Locale.forLanguageTag(key.locale());
        return switch (concept.kind()) {
            case TERRITORY -> new Locale.Builder().setRegion(concept.code()).build().getDisplayCountry(locale);
            case LANGUAGE -> Locale.forLanguageTag(concept.code()).getDisplayLanguage(locale);
            case CURRENCY -> Currency.getInstance(concept.code()).getDisplayName(locale);
        };
    }

    boolean exists(Concept concept) {
        Stream<String> codes = switch (concept.kind()) {
            case TERRITORY -> Arrays.stream(Locale.getISOCountries());
            case LANGUAGE -> Arrays.stream(Locale.getISOLanguages());
            case CURRENCY -> Currency.getAvailableCurrencies().stream().map(Currency::getCurrencyCode);
        };
        return codes.anyMatch(concept.code()::equals);
    }

    /** Tags of more than a thousand locales. */
    List<String> locales() {
        return Arrays.stream(Locale.getAvailableLocales())
                .filter(locale -> !locale.equals(Locale.ROOT))
                .map(Locale::toLanguageTag)
                .sorted()
                .distinct()
                .toList();
    }
}
