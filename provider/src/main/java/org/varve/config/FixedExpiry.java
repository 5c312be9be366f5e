package org.varve.config;

import java.io.Serializable;
import java.util.Objects;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;

/**
 * An expiry policy that always answers the same, so that it need not be asked at each operation.
 *
 * @param creation time to live of a new entry; {@link Duration#ETERNAL} for no end
 * @param access   time to live from a read on; null if a read changes nothing
 * @param update   time to live from an overwrite on; null if that changes nothing
 */
public record FixedExpiry(Duration creation, Duration access, Duration update) implements ExpiryPolicy, Serializable {
    /** What holds where nothing is said: entries live until they are evicted. */
    public static final FixedExpiry ETERNAL = new FixedExpiry(Duration.ETERNAL, null, null);

    /** A new entry has to have an answer. */
    public FixedExpiry {
        Objects.requireNonNull(creation, "creation");
    }

    @Override
    public Duration getExpiryForCreation() {
        return creation;
    }

    @Override
    public Duration getExpiryForAccess() {
        return access;
    }

    @Override
    public Duration getExpiryForUpdate() {
        return update;
    }
}
