package org.varve.codec;

/**
 * What compression has done to the values of one cache since it was created. Every encoding that was long enough counts each time that a value is encoded,
 * whether it was stored afterwards or only compared; what was short does not count at all.
 *
 * @param compressed     encodings that became shorter
 * @param incompressible encodings that would not have, and were left as they were
 * @param bytesBefore    total length of both, uncompressed
 * @param bytesAfter     total length of both as they left
 */
public record CompressionFigures(long compressed, long incompressible, long bytesBefore, long bytesAfter) {
    /** Figures of a cache that compresses nothing. */
    public static final CompressionFigures NONE = new CompressionFigures(0, 0, 0, 0);

    /** How many bytes became one: 1 and more; 1 as long as nothing was long enough. */
    public double ratio() {
        return bytesAfter == 0 ? 1 : (double) bytesBefore / bytesAfter;
    }
}
