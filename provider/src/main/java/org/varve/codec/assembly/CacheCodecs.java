package org.varve.codec.assembly;

import org.varve.codec.Codec;
import org.varve.codec.CompressionFigures;
import org.varve.codec.compression.CompressingCodec;

/**
 * The codecs of one cache.
 *
 * @param keys   for its keys
 * @param values for its values
 */
public record CacheCodecs(Codec keys, Codec values) {
    /** What compression has done to the values so far. */
    public CompressionFigures compression() {
        return values instanceof CompressingCodec compressing ? compressing.figures() : CompressionFigures.NONE;
    }
}
