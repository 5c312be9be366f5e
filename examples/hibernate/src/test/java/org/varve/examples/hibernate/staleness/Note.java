package org.varve.examples.hibernate.staleness;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.Version;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;

/** These expire after a tenth of a second. */
@Entity
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
class Note extends Stamped {

    static final int TEXT_LENGTH = 80;

    @Version
    private int revision;

    Note() {
    }

    Note(long id, int team) {
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
