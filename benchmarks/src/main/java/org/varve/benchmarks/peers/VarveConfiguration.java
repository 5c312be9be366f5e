package org.varve.benchmarks.peers;

import javax.cache.configuration.MutableConfiguration;
import org.varve.codec.CodecSettings;

/** A usual configuration that also says how Varve encodes. */
final class VarveConfiguration extends MutableConfiguration<String, Object> implements CodecSettings.Source {
    private static final long serialVersionUID = 1L;

    private final transient CodecSettings settings;

    VarveConfiguration(Setup setup, CodecSettings settings) {
        super(JCacheCache.byValue(setup));
        this.settings = settings;
    }

    @Override
    public CodecSettings codecSettings() {
        return settings;
    }

    /** As its parent has it: settings are equal only to themselves. */
    @Override
    public boolean equals(Object other) {
        return super.equals(other) && other instanceof VarveConfiguration that && settings == that.settings;
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
