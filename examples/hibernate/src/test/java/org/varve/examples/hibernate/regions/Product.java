package org.varve.examples.hibernate.regions;

import jakarta.persistence.Cacheable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.hibernate.annotations.NaturalId;
import org.hibernate.annotations.NaturalIdCache;

/** With a natural id that may change, a collection, and a region whose name is not that of the class. */
@Entity
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.READ_WRITE, region = "catalogue")
@NaturalIdCache(region = "catalogue-numbers")
class Product {

    @Id
    private Long id;

    @NaturalId(mutable = true)
    private String number;

    @ElementCollection
    @Cache(usage = CacheConcurrencyStrategy.READ_WRITE, region = "catalogue")
    private List<String> labels = new ArrayList<>();

    Product() {
    }

    Product(long id, String number) {
        this.id = id;
        this.number = number;
    }

    Long getId() {
        return id;
    }

    void setNumber(String number) {
        this.number = number;
    }

    List<String> getLabels() {
        return labels;
    }
}
