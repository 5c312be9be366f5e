package org.varve.examples.hibernate.load;

import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.varve.examples.hibernate.NameService;
import org.varve.examples.hibernate.load.NameSample.NameKey;
import org.varve.examples.hibernate.model.ConceptKind;

/** A read-mostly mix of operations. The same seed makes the same operations, whatever serves them. */
final class Workload {

    private final NameService service;
    private final NameSample names;
    private final double updateShare;
    private final Set<Long> updated = ConcurrentHashMap.newKeySet();

    /** @param updateShare the share of updates among all operations, from 0 to 1 */
    Workload(NameService service, NameSample names, double updateShare) {
        this.service = service;
        this.names = names;
        this.updateShare = updateShare;
    }

    void performOne(SplittableRandom random) {
        NameKey name = names.next(random);
        if (random.nextDouble() < updateShare) {
            service.rename(name.id(), "renamed " + random.nextInt(1_000_000));
            updated.add(name.id());
        } else {
            read(name, random.nextInt(100));
        }
    }

    private void read(NameKey name, int percentile) {
        if (percentile < 50) {
            service.describe(name.id());
        } else if (percentile < 80) {
            service.translate(name.tag(), name.kind(), name.code());
        } else if (percentile < 90) {
            readCollection(name);
        } else if (percentile < 98) {
            service.localesOfLanguage(name.language());
        } else {
            service.codes(name.kind());
        }
    }

    private void readCollection(NameKey name) {
        if (name.kind() == ConceptKind.TERRITORY) {
            service.localesOfTerritory(name.code());
        } else {
            service.variants(name.tag());
        }
    }

    /** Ids of the names that were changed. */
    Set<Long> updated() {
        return updated;
    }
}
