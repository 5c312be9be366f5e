package org.varve.codec.compression;

import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/**
 * LZ4 blocks by lz4-java.
 */
final class Lz4 implements BlockCompressor {
    /*
     * The safe instance is plain Java on arrays. The library's native and Unsafe instances are faster, but need what JDK 24 and later warn of or deny. Of the
     * decompressors only the safe one checks against the end of its input as well as of its output.
     */
    private static final int MOST_PER_BYTE = 255;

    private final LZ4Compressor compressor = LZ4Factory.safeInstance().fastCompressor();
    private final LZ4SafeDecompressor decompressor = LZ4Factory.safeInstance().safeDecompressor();

    @Override
    public long mostCompressed(int length) {
        // The format's own bound; the library computes it in an int, which it would exceed.
        return length + length / (long) MOST_PER_BYTE + 16;
    }

    @Override
    public long mostRestored(int length) {
        // A byte that extends the length of a copy adds up to 255 bytes; nothing else in a block stands for more.
        return (long) length * MOST_PER_BYTE;
    }

    @Override
    public int compress(byte[] bytes, int offset, int length, int target) {
        return compressor.compress(bytes, offset, length, bytes, target, (int) mostCompressed(length));
    }

    @Override
    public void restore(byte[] bytes, int offset, int length, byte[] into, int restored) {
        int written = decompressor.decompress(bytes, offset, length, into, 0, restored);
        if (written != restored) {
            throw new IllegalArgumentException(written + " bytes in a block that should have " + restored);
        }
    }
}
