package org.varve.config.file;

import java.util.Arrays;
import java.util.List;
import javax.cache.configuration.Factory;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import org.varve.config.FixedExpiry;
import org.varve.config.TimeSpan;

/** When an entry's time to live is set. */
enum ExpiryKey {
    CREATION("creation"), ACCESS("access"), UPDATE("update");

    private static final String UNCHANGED = "unchanged";

    private final String key;

    ExpiryKey(String key) {
        this.key = key;
    }

    static List<String> keys() {
        return Arrays.stream(values()).map(value -> value.key).toList();
    }

    /** Reads times to live. */
    static Factory<? extends ExpiryPolicy> read(Node node, String path) {
        Section section = new Section(node, path, keys());
        Duration[] times = {Duration.ETERNAL, null, null};
        section.read(CREATION.key, TimeSpan.SYNTAX, TimeSpan::parse, time -> times[0] = time);
        section.readUnless(UNCHANGED, ACCESS.key, TimeSpan.SYNTAX, TimeSpan::parse, time -> times[1] = time);
        section.readUnless(UNCHANGED, UPDATE.key, TimeSpan.SYNTAX, TimeSpan::parse, time -> times[2] = time);
        FixedExpiry expiry = new FixedExpiry(times[0], times[1], times[2]);
        return expiry.equals(FixedExpiry.ETERNAL) ? EternalExpiryPolicy.factoryOf() : FactoryBuilder.factoryOf(expiry);
    }
}
