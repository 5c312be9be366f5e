package org.varve.examples.hibernate.regions;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;

@Entity
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.TRANSACTIONAL)
class TransactionalThing extends Thing {

    TransactionalThing() {
    }

    TransactionalThing(long id, String name) {
        super(id, name);
    }
}
