package org.varve.examples.hibernate;

import org.hibernate.Session;
import org.varve.examples.hibernate.model.Concept;
import org.varve.examples.hibernate.model.ConceptKind;
import org.varve.examples.hibernate.model.DisplayLocale;
import org.varve.examples.hibernate.model.DisplayName;

/**
 * Look-ups by natural id in the way that Hibernate 6 and 7 share. From 7.3 on there is also {@code find} with {@code
 * KeyType.NATURAL}, and this way is deprecated.
 */
@SuppressWarnings("deprecation")
final class NaturalIds {

    private NaturalIds() {
    }

    static Concept concept(Session session, ConceptKind kind, String code) {
        return session.byNaturalId(Concept.class).using("kind", kind).using("code", code).load();
    }

    static DisplayLocale locale(Session session, String tag) {
        return session.bySimpleNaturalId(DisplayLocale.class).load(tag);
    }

    static DisplayName name(Session session, DisplayLocale locale, Concept concept) {
        return session.byNaturalId(DisplayName.class).using("locale", locale).using("concept", concept).load();
    }
}
