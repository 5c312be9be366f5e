package org.varve.examples.hibernate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.varve.examples.hibernate.data.CldrNames.LocaleNames;
import org.varve.examples.hibernate.model.ConceptKind;

class CldrNamesTest {

    @Test
    void localesComeAfterTheirParents() {
        List<LocaleNames> names = ExampleData.NAMES.read(locales -> { });
        List<String> tags = names.stream().map(localeNames -> localeNames.locale().toLanguageTag()).toList();

        assertEquals(List.of("en", "de", "de-AT", "de-CH", "fr", "fr-CA", "fr-CH"), tags);
        assertNull(names.get(0).parent());
        assertEquals("de", names.get(3).parent());
        assertEquals(ExampleData.NAMES.concepts().size(), names.get(0).texts().size());
    }

    @Test
    void variantsHoldOnlyWhatDiffers() {
        for (LocaleNames names : ExampleData.NAMES.read(locales -> { })) {
            if (!names.locale().getCountry().isEmpty()) {
                assertTrue(names.texts().size() < ExampleData.NAMES.concepts().size() / 2, names.locale()::toString);
            }
        }
    }

    @Test
    void everyNameIsFoundThroughTheParents(@TempDir Path directory) {
        try (NameDatabase database = ExampleData.database(directory); SessionFactory factory = database.withVarve()) {
            NameService service = new NameService(factory);
            for (String tag : List.of("de-CH", "fr-CA", "de", "en")) {
                ExampleData.NAMES.concepts().forEach(concept -> assertEquals(
                        displayName(concept.kind(), concept.code(), Locale.forLanguageTag(tag)),
                        service.translate(tag, concept.kind(), concept.code()), concept::toString));
            }
            assertNull(service.translate("de", ConceptKind.TERRITORY, "??"));
            assertNull(service.translate("xx", ConceptKind.TERRITORY, "DE"));
        }
    }

    private static String displayName(ConceptKind kind, String code, Locale locale) {
        return switch (kind) {
            case TERRITORY -> new Locale.Builder().setRegion(code).build().getDisplayCountry(locale);
            case LANGUAGE -> Locale.forLanguageTag(code).getDisplayLanguage(locale);
            case CURRENCY -> Currency.getInstance(code).getDisplayName(locale);
            case ZONE -> TimeZone.getTimeZone(code).getDisplayName(false, TimeZone.LONG, locale);
        };
    }
}
