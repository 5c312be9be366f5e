package org.varve.examples.hibernate.model;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SequenceGenerator;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.hibernate.annotations.NaturalId;
import org.hibernate.annotations.NaturalIdCache;

/** What a concept is called in a locale. The only entity that changes. */
@Entity
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
@NaturalIdCache
public class DisplayName {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "display_name_seq")
    @SequenceGenerator(name = "display_name_seq", allocationSize = 1000)
    private Long id;

    @NaturalId
    @ManyToOne(fetch = FetchType.LAZY)
    private DisplayLocale locale;

    @NaturalId
    @ManyToOne(fetch = FetchType.LAZY)
    private Concept concept;

    private String text;

    protected DisplayName() {
    }

    public DisplayName(DisplayLocale locale, Concept concept, String text) {
        this.locale = locale;
        this.concept = concept;
        this.text = text;
    }

    public Long getId() {
        return id;
    }

    public DisplayLocale getLocale() {
        return locale;
    }

    public Concept getConcept() {
        return concept;
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }
}
