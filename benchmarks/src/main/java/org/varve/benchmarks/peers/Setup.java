package org.varve.benchmarks.peers;

import org.varve.benchmarks.values.ValueKind;

/**
 * What a cache is opened for.
 *
 * @param values        kind of the values
 * @param entries       that will be put
 * @param capacityBytes that it may take, as far as it can be told
 */
public record Setup(ValueKind values, int entries, long capacityBytes) {
}
