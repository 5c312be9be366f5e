package org.varve.examples.hibernate.staleness;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.Version;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;

/** These are too many and too large for their store, so they are evicted all the time. */
@Entity
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
class Ticket extends Stamped {

    static final int TEXT_LENGTH = 1_200;

    @Version
    private int revision;

    Ticket() {
    }

    Ticket(long id, int team) {
        super(id, team);
    }

    @Override
    int getRevision() {
        return revision;
    }

    @Override
    int textLength() {
        return TEXT_LENGTH;
    }
}
