package org.varve.examples.hibernate;

import java.nio.file.Path;
import java.util.Locale;
import org.hibernate.SessionFactory;
import org.varve.examples.hibernate.data.CldrNames;
import org.varve.examples.hibernate.data.NameLoader;

/** The names of a few locales, for the tests. */
final class ExampleData {

    static final CldrNames NAMES = CldrNames.of(
            Locale.GERMAN, Locale.forLanguageTag("de-CH"), Locale.forLanguageTag("de-AT"),
            Locale.FRENCH, Locale.CANADA_FRENCH, Locale.forLanguageTag("fr-CH"));

    private ExampleData() {
    }

    static NameDatabase database(Path directory) {
        NameDatabase database = new NameDatabase(directory.resolve("names"));
        try (SessionFactory factory = database.withSchema()) {
            new NameLoader(factory).load(NAMES.concepts(), NAMES.read(locales -> { }), locales -> { });
        }
        return database;
    }
}
