package org.varve.examples.hibernate.load;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.hibernate.SessionFactory;
import org.varve.examples.hibernate.model.ConceptKind;

/** Draws names as a public does: by Zipf's law, the name of rank r is asked for in proportion to 1 / r^skew. */
public final class NameSample {

    /** A name by all the keys that it can be found by. */
    public record NameKey(Long id, String tag, String language, ConceptKind kind, String code) {
    }

    private final List<NameKey> byRank;
    private final double[] cumulative;

    /** @param byRank the most popular name first */
    NameSample(List<NameKey> byRank, double skew) {
        this.byRank = byRank;
        this.cumulative = new double[byRank.size()];
        double sum = 0;
        for (int rank = 1; rank <= cumulative.length; rank++) {
            sum += Math.pow(rank, -skew);
            cumulative[rank - 1] = sum;
        }
    }

    /** All names of the database, with popularity dealt out at random. */
    public static NameSample ofAllNames(SessionFactory factory, double skew, long seed) {
        List<NameKey> names = factory.fromSession(session -> session
                .createQuery("select n.id, n.locale.tag, n.locale.language, n.concept.kind, n.concept.code"
                        + " from DisplayName n order by n.id", NameKey.class)
                .getResultList());
        Collections.shuffle(names, new Random(seed));
        return new NameSample(names, skew);
    }

    public NameKey next(SplittableRandom random) {
        int rank = Arrays.binarySearch(cumulative, random.nextDouble() * cumulative[cumulative.length - 1]);
        return byRank.get(rank >= 0 ? rank : -rank - 1);
    }

    public int size() {
        return byRank.size();
    }
}
