package org.varve.examples.hibernate.data;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.varve.examples.hibernate.data.CldrNames.LocaleNames;
import org.varve.examples.hibernate.model.Concept;
import org.varve.examples.hibernate.model.ConceptKind;
import org.varve.examples.hibernate.model.DisplayLocale;
import org.varve.examples.hibernate.model.DisplayName;

/** Writes the names to the database, in batches, with stateless sessions: nothing of this goes through a cache. */
public final class NameLoader {

    private static final int BATCH = 500;

    private final SessionFactory factory;
    private final Map<Concept.Key, Concept> concepts = new LinkedHashMap<>();
    private final Map<String, DisplayLocale> locales = new HashMap<>();

    public NameLoader(SessionFactory factory) {
        this.factory = factory;
    }

    /**
     * Replaces whatever the database holds.
     *
     * @param names    parents before their children
     * @param progress told the number of locales just written
     */
    public void load(List<Concept.Key> keys, List<LocaleNames> names, IntConsumer progress) {
        factory.getSchemaManager().truncateMappedObjects();
        factory.inStatelessTransaction(session -> insertConcepts(session, keys));
        for (LocaleNames localeNames : names) {
            factory.inStatelessTransaction(session -> insertLocale(session, localeNames));
            progress.accept(1);
        }
    }

    private void insertConcepts(StatelessSession session, List<Concept.Key> keys) {
        keys.forEach(key -> concepts.put(key, new Concept(key.kind(), key.code())));
        session.setJdbcBatchSize(BATCH);
        concepts.values().forEach(session::insert);
    }

    private void insertLocale(StatelessSession session, LocaleNames names) {
        Concept territory = concepts.get(new Concept.Key(ConceptKind.TERRITORY, names.locale().getCountry()));
        DisplayLocale locale = new DisplayLocale(names.locale().toLanguageTag(), names.locale().getLanguage(),
                locales.get(names.parent()), territory);
        locales.put(locale.getTag(), locale);
        session.insert(locale);
        session.setJdbcBatchSize(BATCH);
        names.texts().forEach((key, text) -> session.insert(new DisplayName(locale, concepts.get(key), text)));
    }

    /** Number of locales in the database. Each is written with all its names, or not at all. */
    public long localeCount() {
        return count(DisplayLocale.class);
    }

    /** Number of names in the database. */
    public long nameCount() {
        return count(DisplayName.class);
    }

    private long count(Class<?> entity) {
        return factory.fromSession(session -> session
                .createSelectionQuery("select count(*) from " + entity.getSimpleName(), Long.class)
                .getSingleResult());
    }
}
