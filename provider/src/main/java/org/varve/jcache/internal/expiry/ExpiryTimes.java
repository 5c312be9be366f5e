package org.varve.jcache.internal.expiry;

import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.varve.config.FixedExpiry;
import org.varve.store.Expiry;
import org.varve.store.TimeSource;

/**
 * Expiry times of one cache's entries, see {@link Expiry}.
 *
 * <p>The policies that come with the specification, and {@link FixedExpiry}, always answer the same, so they are asked
 * once; any other policy is user code and is asked at every event. A policy that throws, or that has no answer for a
 * creation, never breaks the operation: an entry created then is eternal, one accessed or updated keeps its time.
 */
public final class ExpiryTimes {
    private static final System.Logger LOG = System.getLogger(ExpiryTimes.class.getName());

    private final ExpiryPolicy policy;
    private final TimeSource time;
    private final AtomicBoolean complained = new AtomicBoolean();
    private final boolean constant;
    private final boolean simple;
    private final boolean eternal;
    private final Duration creation;
    private final Duration access;
    private final Duration update;

    public ExpiryTimes(ExpiryPolicy policy, TimeSource time) {
        this.policy = policy;
        this.time = time;
        constant = isStandard(policy);
        creation = constant ? ask(policy::getExpiryForCreation, Duration.ETERNAL) : null;
        access = constant ? ask(policy::getExpiryForAccess, null) : null;
        update = constant ? ask(policy::getExpiryForUpdate, null) : null;
        simple = constant && creation != null && !isZero(creation) && !isZero(access) && !isZero(update);
        eternal = simple && creation.isEternal() && isEternalOrNone(access) && isEternalOrNone(update);
    }

    private static boolean isStandard(ExpiryPolicy policy) {
        Class<?> type = policy.getClass();
        return type == EternalExpiryPolicy.class || type == CreatedExpiryPolicy.class || type == AccessedExpiryPolicy.class
                || type == ModifiedExpiryPolicy.class || type == TouchedExpiryPolicy.class || type == FixedExpiry.class;
    }

    private static boolean isZero(Duration duration) {
        return duration != null && duration.isZero();
    }

    private static boolean isEternalOrNone(Duration duration) {
        return duration == null || duration.isEternal();
    }

    /** True if the times are known before the operation begins, without user code, and none means "at once". */
    public boolean isSimple() {
        return simple;
    }

    /** True if no entry can ever expire. */
    public boolean isEternal() {
        return eternal;
    }

    /** True if reading an entry is known never to change its expiry time. */
    public boolean ignoresAccess() {
        return constant && access == null;
    }

    /** The time that the other methods take; the clock is not read where nothing can expire. */
    public long now() {
        return eternal ? 0 : time.millis();
    }

    /** Expiry time of an entry created now; not after {@code now} if it must not be stored at all. */
    public long forCreation(long now) {
        Duration duration = constant ? creation : ask(policy::getExpiryForCreation, Duration.ETERNAL);
        return duration == null ? Expiry.ETERNAL : at(now, duration);
    }

    /** Expiry time of an entry read now, or {@link Expiry#KEEP}. */
    public long forAccess(long now) {
        Duration duration = constant ? access : ask(policy::getExpiryForAccess, null);
        return duration == null ? Expiry.KEEP : at(now, duration);
    }

    /** Expiry time of an entry replaced now, or {@link Expiry#KEEP}. */
    public long forUpdate(long now) {
        Duration duration = constant ? update : ask(policy::getExpiryForUpdate, null);
        return duration == null ? Expiry.KEEP : at(now, duration);
    }

    private static long at(long now, Duration duration) {
        long adjusted = duration.getAdjustedTime(now);
        // A duration of centuries overflows into the past; it was meant to be forever.
        return adjusted < now ? Expiry.ETERNAL : adjusted;
    }

    private Duration ask(Supplier<Duration> question, Duration otherwise) {
        try {
            return question.get();
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            if (complained.compareAndSet(false, true)) {
                LOG.log(Level.WARNING, "Expiry policy " + policy.getClass().getName()
                        + " threw; further failures of it are not logged", e);
            }
            return otherwise;
        }
    }
}
