package org.varve.examples.hibernate.model;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.QueryHint;
import java.util.LinkedHashSet;
import java.util.Set;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.NaturalId;
import org.hibernate.annotations.NaturalIdCache;
import org.hibernate.jpa.HibernateHints;

/** Something with a name in many languages: the territory CH, the language rm, the currency CHF, a time zone. */
@Entity
@Immutable
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.READ_ONLY)
@NaturalIdCache
@NamedQuery(
        name = Concept.CODES_OF_KIND,
        query = "select c.code from Concept c where c.kind = :kind order by c.code",
        hints = @QueryHint(name = HibernateHints.HINT_CACHEABLE, value = "true"))
public class Concept {

    public static final String CODES_OF_KIND = "Concept.codesOfKind";

    /** The natural id: what the outside world calls a concept. */
    public record Key(ConceptKind kind, String code) {
    }

    @Id
    @GeneratedValue
    private Long id;

    @NaturalId
    @Enumerated(EnumType.STRING)
    private ConceptKind kind;

    @NaturalId
    @Column(length = 64)
    private String code;

    /** The locales of a territory; empty for everything else. */
    @OneToMany(mappedBy = "territory")
    @OrderBy("tag")
    @Cache(usage = CacheConcurrencyStrategy.READ_ONLY)
    private Set<DisplayLocale> locales = new LinkedHashSet<>();

    protected Concept() {
    }

    public Concept(ConceptKind kind, String code) {
        this.kind = kind;
        this.code = code;
    }

    public Long getId() {
        return id;
    }

    public ConceptKind getKind() {
        return kind;
    }

    public String getCode() {
        return code;
    }

    public Set<DisplayLocale> getLocales() {
        return locales;
    }
}
