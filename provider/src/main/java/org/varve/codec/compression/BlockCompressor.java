package org.varve.codec.compression;

/** Blocks of bytes to shorter ones and back: the seam for libraries. Thread safe. The same block always gives the same bytes. */
interface BlockCompressor {
    /** The most bytes that {@code length} bytes may become, more than {@code length} itself. */
    long mostCompressed(int length);

    /** The most bytes that a block of {@code length} compressed bytes can stand for, whatever they are. */
    long mostRestored(int length);

    /**
     * Compresses {@code bytes[offset .. offset + length)} into the same array from {@code target} on, behind the block, where there is room for
     * {@link #mostCompressed}.
     *
     * @return number of bytes written
     */
    int compress(byte[] bytes, int offset, int length, int target);

    /**
     * Restores a block of exactly {@code restored} bytes.
     *
     * @param into as long as that or longer
     * @throws RuntimeException if the block is damaged or of another length; nothing was written behind {@code restored} by then
     */
    void restore(byte[] bytes, int offset, int length, byte[] into, int restored);
}
