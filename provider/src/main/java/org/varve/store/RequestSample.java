package org.varve.store;

import org.varve.store.log.RecordLayout;
import org.varve.store.tuning.MainShare;

/**
 * Tells {@link MainShare} what is done with the keys that it samples. Called once an operation has left the store and holds no lock but perhaps its key's.
 */
final class RequestSample {
    private final StoreParts parts;
    private final CurrentIndex current;
    private final boolean expirable;
    private final MainShare mainShare;

    RequestSample(StoreParts parts, CurrentIndex current, boolean expirable) {
        this.parts = parts;
        this.current = current;
        this.expirable = expirable;
        this.mainShare = parts.mainShare();
    }

    /** A value was asked for. */
    void read(StoreKey key, long hash, Presence found, ValueBuffer into) {
        if (isWanted(hash)) {
            int cache = cache();
            if (found == Presence.EXPIRED) {
                mainShare.removed(hash, cache);
            }
            boolean isThere = found == Presence.LIVE;
            mainShare.requested(hash, cache, isThere ? sizeOf(key, into.length()) : 0, isThere ? into.expireAt() : Expiry.ETERNAL, now());
        }
    }

    /** A value was stored, or overwritten; {@code expireAt} may be {@link Expiry#KEEP} then. */
    void written(long hash, long size, long expireAt) {
        if (isWanted(hash)) {
            mainShare.stored(hash, cache(), size, expireAt == Expiry.KEEP ? MainShare.SAME : expireAt, now());
        }
    }

    /** An expiry time was changed. */
    void touched(long hash, long expireAt) {
        if (isWanted(hash)) {
            mainShare.touched(hash, cache(), expireAt);
        }
    }

    /** A mapping was removed. */
    void removed(long hash) {
        if (isWanted(hash)) {
            mainShare.removed(hash, cache());
        }
    }

    /** What has been done must not fail for lack of stack: then it is not told. */
    private boolean isWanted(long hash) {
        return mainShare.isSampled(hash) && StackReserve.isThere();
    }

    /** Another one after {@code clear}, if there was room for an index: what is told of the former one's keys is forgotten as others take their places. */
    private int cache() {
        return current.get().incarnation();
    }

    private long now() {
        return parts.time().millis();
    }

    private long sizeOf(StoreKey key, int length) {
        return RecordLayout.size(key.shape(expirable, length));
    }
}
