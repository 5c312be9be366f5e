package org.varve.examples.hibernate.model;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
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

/** A locale that names are displayed in, such as {@code de-CH}. A name that it lacks is its parent's. */
@Entity
@Immutable
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.READ_ONLY)
@NaturalIdCache
@NamedQuery(
        name = DisplayLocale.OF_LANGUAGE,
        query = "from DisplayLocale l where l.language = :language order by l.tag",
        hints = @QueryHint(name = HibernateHints.HINT_CACHEABLE, value = "true"))
public class DisplayLocale {

    public static final String OF_LANGUAGE = "DisplayLocale.ofLanguage";

    @Id
    @GeneratedValue
    private Long id;

    /** IETF BCP 47 language tag. */
    @NaturalId
    private String tag;

    private String language;

    /** Null for English, where every chain of parents ends. */
    @ManyToOne(fetch = FetchType.LAZY)
    private DisplayLocale parent;

    /** Null for a locale that is not tied to a country. */
    @ManyToOne(fetch = FetchType.LAZY)
    private Concept territory;

    @OneToMany(mappedBy = "parent")
    @OrderBy("tag")
    @Cache(usage = CacheConcurrencyStrategy.READ_ONLY)
    private Set<DisplayLocale> variants = new LinkedHashSet<>();

    protected DisplayLocale() {
    }

    public DisplayLocale(String tag, String language, DisplayLocale parent, Concept territory) {
        this.tag = tag;
        this.language = language;
        this.parent = parent;
        this.territory = territory;
    }

    public Long getId() {
        return id;
    }

    public String getTag() {
        return tag;
    }

    public String getLanguage() {
        return language;
    }

    public DisplayLocale getParent() {
        return parent;
    }

    public Concept getTerritory() {
        return territory;
    }

    public Set<DisplayLocale> getVariants() {
        return variants;
    }
}
