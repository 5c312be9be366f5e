package org.varve.examples.hibernate.staleness;

import jakarta.persistence.Cacheable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import java.util.HashSet;
import java.util.Set;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.OptimisticLockType;
import org.hibernate.annotations.OptimisticLocking;

/**
 * Loads and commits of these meet as they like, see {@link Gate}. For that they have no {@code @Version}: conflicts are found
 * by comparing all columns.
 */
@Entity
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
@DynamicUpdate
@OptimisticLocking(type = OptimisticLockType.ALL)
class Account extends Stamped {

    static final int TEXT_LENGTH = 60;

    private int revision;

    /** The last two revisions, each doubled, and odd if it was to be rolled back. */
    @ElementCollection
    @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
    private Set<Integer> marks = new HashSet<>();

    Account() {
    }

    Account(long id, int team) {
        super(id, team);
        revision = -1;
    }

    @Override
    int getRevision() {
        return revision;
    }

    Set<Integer> getMarks() {
        return marks;
    }

    @Override
    int textLength() {
        return TEXT_LENGTH;
    }

    @Override
    void stamp(long writer) {
        super.stamp(writer);
        revision++;
        marks.removeIf(mark -> mark / 2 < revision - 1);
        marks.add(2 * revision + (Oracle.isDoomed(writer) ? 1 : 0));
    }
}
