package org.varve.examples.hibernate.regions;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;

@Entity
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.READ_ONLY)
class ReadOnlyThing extends Thing {

    ReadOnlyThing() {
    }

    ReadOnlyThing(long id, String name) {
        super(id, name);
    }
}
