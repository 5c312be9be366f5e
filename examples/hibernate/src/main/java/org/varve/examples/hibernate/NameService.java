package org.varve.examples.hibernate;

import java.util.Collection;
import java.util.List;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.varve.examples.hibernate.model.Concept;
import org.varve.examples.hibernate.model.ConceptKind;
import org.varve.examples.hibernate.model.DisplayLocale;
import org.varve.examples.hibernate.model.DisplayName;

/**
 * What an application does with the names. Each method is a unit of work with a session of its own, as in a web
 * request. None of them mentions a cache: that is the entities' and the configuration's business.
 */
public final class NameService {

    private final SessionFactory factory;

    public NameService(SessionFactory factory) {
        this.factory = factory;
    }

    /** Finds a name by its id, and follows both associations: {@code "de-CH CURRENCY CHF: Schweizer Franken"}. */
    public String describe(long nameId) {
        return factory.fromSession(session -> {
            DisplayName name = session.find(DisplayName.class, nameId);
            Concept concept = name.getConcept();
            return name.getLocale().getTag() + ' ' + concept.getKind() + ' ' + concept.getCode() + ": " + name.getText();
        });
    }

    /**
     * Finds a name by natural ids only, in the locale or in the nearest of its parents that has it. Hibernate caches
     * the natural ids that exist: to learn that a locale lacks a name takes a statement each time.
     *
     * @return null if the locale or the concept is unknown
     */
    public String translate(String tag, ConceptKind kind, String code) {
        return factory.fromSession(session -> {
            Concept concept = NaturalIds.concept(session, kind, code);
            DisplayLocale locale = NaturalIds.locale(session, tag);
            return concept == null ? null : translate(session, locale, concept);
        });
    }

    private static String translate(Session session, DisplayLocale locale, Concept concept) {
        for (DisplayLocale next = locale; next != null; next = next.getParent()) {
            DisplayName name = NaturalIds.name(session, next, concept);
            if (name != null) {
                return name.getText();
            }
        }
        return null;
    }

    /** Tags of the locales that fall back to this one: a cached collection. */
    public List<String> variants(String tag) {
        return factory.fromSession(session -> tags(NaturalIds.locale(session, tag).getVariants()));
    }

    /** Tags of the locales of a territory: another cached collection. */
    public List<String> localesOfTerritory(String code) {
        return factory.fromSession(session -> tags(NaturalIds.concept(session, ConceptKind.TERRITORY, code).getLocales()));
    }

    /** Tags of the locales of a language: a cached query for entities. */
    public List<String> localesOfLanguage(String language) {
        return factory.fromSession(session -> tags(session
                .createNamedQuery(DisplayLocale.OF_LANGUAGE, DisplayLocale.class)
                .setParameter("language", language)
                .getResultList()));
    }

    /** All codes of a kind: a cached query for values. */
    public List<String> codes(ConceptKind kind) {
        return factory.fromSession(session -> session
                .createNamedQuery(Concept.CODES_OF_KIND, String.class)
                .setParameter("kind", kind)
                .getResultList());
    }

    /** Changes the text of a name. */
    public void rename(long nameId, String text) {
        factory.inTransaction(session -> session.find(DisplayName.class, nameId).setText(text));
    }

    private static List<String> tags(Collection<DisplayLocale> locales) {
        return locales.stream().map(DisplayLocale::getTag).toList();
    }
}
