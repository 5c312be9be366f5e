package org.varve.examples.hibernate.regions;

import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;

/** An entity of which there is one class for each strategy. */
@MappedSuperclass
abstract class Thing {

    @Id
    private Long id;

    private String name;

    /** For Hibernate. */
    Thing() {
    }

    Thing(long id, String name) {
        this.id = id;
        this.name = name;
    }

    String getName() {
        return name;
    }

    void setName(String name) {
        this.name = name;
    }
}
