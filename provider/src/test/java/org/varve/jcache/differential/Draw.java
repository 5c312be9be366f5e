package org.varve.jcache.differential;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;

/**
 * One configuration.
 *
 * @param first  listens from the beginning, or null
 * @param second may be registered at run time
 */
record Draw(Loading loading, Writing writing, Ear first, Ear second, Policy policy, Answer creation, Answer access,
        Answer update) {

    enum Loading {
        NO_LOADER, ON_REQUEST, READ_THROUGH
    }

    /** What a writer does; one that refuses does so for the key "bad", after it has taken the others. */
    enum Writing {
        NO_WRITER, NOT_THROUGH,
        /** Removes from the collection what it has written, all. */
        ALL,
        /** Throws what it likes. */
        REFUSES,
        /** Throws the specification's exception. */
        REFUSES_BY_THE_BOOK,
        /** Throws before it has written anything of a collection that has "bad" in it. */
        REFUSES_ALL,
        /** Returns normally and leaves the collection as it was. */
        LEAVES_COLLECTION;

        boolean isThrough() {
            return this != NO_WRITER && this != NOT_THROUGH;
        }

        boolean refuses(String key) {
            return key.equals("bad") && (this == REFUSES || this == REFUSES_BY_THE_BOOK || this == REFUSES_ALL);
        }
    }

    /** Whose policy. */
    enum Policy {
        ETERNAL, CREATED, ACCESSED, MODIFIED, TOUCHED,
        /** The user's own; three times as likely as the place among the others says. */
        OWN, OWN_AGAIN, OWN_STILL
    }

    /** What a policy says. */
    enum Answer {
        NOTHING(null), ZERO(Duration.ZERO), ETERNAL(Duration.ETERNAL), SHORT(new Duration(TimeUnit.MILLISECONDS, 10)),
        LONG(Duration.ONE_DAY), FAILURE(null);

        private final Duration duration;

        Answer(Duration duration) {
            this.duration = duration;
        }

        Duration get() {
            if (this == FAILURE) {
                throw new IllegalStateException("no answer");
            }
            return duration;
        }
    }

    static Draw from(Random random) {
        Loading loading = drawn(List.of(Loading.values()), random);
        Writing writing = drawn(List.of(Writing.values()), random);
        Ear first = random.nextInt(4) > 0 ? Ear.drawn(1, random) : null;
        Ear second = Ear.drawn(2, random);
        Policy policy = Policy.values()[random.nextInt(Policy.values().length)];
        Answer some = drawn(List.of(Answer.ZERO, Answer.ETERNAL, Answer.SHORT, Answer.LONG), random);
        return switch (policy) {
            case ETERNAL -> new Draw(loading, writing, first, second, policy, Answer.ETERNAL, Answer.NOTHING, Answer.NOTHING);
            case CREATED -> new Draw(loading, writing, first, second, policy, some, Answer.NOTHING, Answer.NOTHING);
            case ACCESSED -> new Draw(loading, writing, first, second, policy, some, some, Answer.NOTHING);
            case MODIFIED -> new Draw(loading, writing, first, second, policy, some, Answer.NOTHING, some);
            case TOUCHED -> new Draw(loading, writing, first, second, policy, some, some, some);
            default -> new Draw(loading, writing, first, second, policy, drawn(List.of(Answer.NOTHING, Answer.ZERO, Answer.ETERNAL,
                    Answer.ETERNAL, Answer.SHORT, Answer.SHORT, Answer.LONG, Answer.FAILURE), random),
                    drawn(List.of(Answer.values()), random), drawn(List.of(Answer.values()), random));
        };
    }

    private static <T> T drawn(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    ExpiryPolicy expiryPolicy() {
        return switch (policy) {
            case ETERNAL -> new EternalExpiryPolicy();
            case CREATED -> new CreatedExpiryPolicy(creation.duration);
            case ACCESSED -> new AccessedExpiryPolicy(creation.duration);
            case MODIFIED -> new ModifiedExpiryPolicy(creation.duration);
            case TOUCHED -> new TouchedExpiryPolicy(creation.duration);
            default -> new ExpiryPolicy() {
                @Override
                public Duration getExpiryForCreation() {
                    return creation.get();
                }

                @Override
                public Duration getExpiryForAccess() {
                    return access.get();
                }

                @Override
                public Duration getExpiryForUpdate() {
                    return update.get();
                }
            };
        };
    }
}
