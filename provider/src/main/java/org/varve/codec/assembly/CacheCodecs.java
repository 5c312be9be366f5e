package org.varve.codec.assembly;

import org.varve.codec.Codec;

/**
 * The codecs of one cache.
 *
 * @param keys   for its keys
 * @param values for its values
 */
public record CacheCodecs(Codec keys, Codec values) {
}
