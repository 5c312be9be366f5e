package org.varve.codec.compression;

import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.varve.codec.Codec;
import org.varve.codec.CodecException;
import org.varve.codec.CompressionFigures;
import org.varve.codec.DecodeInput;
import org.varve.codec.EncodeBuffer;
import org.varve.codec.Tag;

/**
 * Another codec's encodings, the long ones compressed where that makes them shorter.
 */
public final class CompressingCodec implements Codec {
    /*
     * Compressed is what begins with the tag for it; anything else is the other codec's encoding as it is, so a value that was left alone costs nothing when it
     * is read. Equal encodings are compressed to equal bytes, and different ones stay different: what was canonical still is.
     */
    private final Codec codec;
    private final BlockCompressor compressor;
    private final int threshold;
    private final BufferPool buffers = new BufferPool();
    private final LongAdder compressed = new LongAdder();
    private final LongAdder incompressible = new LongAdder();
    private final LongAdder bytesBefore = new LongAdder();
    private final LongAdder bytesAfter = new LongAdder();

    CompressingCodec(Codec codec, int threshold, BlockCompressor compressor) {
        this.codec = codec;
        this.threshold = threshold;
        this.compressor = compressor;
    }

    /**
     * Compresses with LZ4.
     *
     * @param threshold bytes of an encoding from which on it is compressed, at least 1
     * @throws CodecException if the library for it is not there
     */
    public static CompressingCodec lz4(Codec codec, int threshold) {
        BlockCompressor lz4;
        try {
            lz4 = new Lz4();
        } catch (LinkageError absent) {
            throw new CodecException("Compression of values from " + threshold + " bytes on is asked for, but the library for it is not on the class path of "
                    + "Varve: add at.yawk.lz4:lz4-java, or set the compression threshold to 0", absent);
        }
        return new CompressingCodec(codec, threshold, lz4);
    }

    @Override
    public void encode(Object object, EncodeBuffer out) {
        int start = out.length();
        codec.encode(object, out);
        int length = out.length() - start;
        if (length >= threshold) {
            try {
                compress(out, start, length);
            } catch (Throwable failure) {
                out.truncate(start);
                throw failure;
            }
        }
    }

    private void compress(EncodeBuffer out, int start, int length) {
        int shorter = room(out, length) ? compressBehind(out, start, length) : -1;
        bytesBefore.add(length);
        if (shorter < 0) {
            incompressible.increment();
            bytesAfter.add(length);
            return;
        }
        byte[] array = out.array();
        out.truncate(start);
        out.appendByte(Tag.COMPRESSED);
        out.appendVarint(length);
        // Behind the encoding, in the same array: see room.
        System.arraycopy(array, start + length, array, out.reserve(shorter), shorter);
        compressed.increment();
        bytesAfter.add(out.length() - start);
    }

    /** Makes room behind the encoding; false if the buffer cannot have that much, in which case its length is unchanged. */
    private boolean room(EncodeBuffer out, int length) {
        try {
            out.reserve(compressor.mostCompressed(length));
            return true;
        } catch (CodecException tooLarge) {
            return false;
        }
    }

    /** Compresses into the room behind, which ends afterwards; returns the length, or -1 if nothing would be gained. */
    private int compressBehind(EncodeBuffer out, int start, int length) {
        int count = compressor.compress(out.array(), start, length, start + length);
        out.truncate(start + length);
        return count + headerLength(length) < length ? count : -1;
    }

    private static int headerLength(int length) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(length | 1);
        return 1 + (bits + 6) / 7;
    }

    @Override
    public Object decode(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0 || bytes[offset] != Tag.COMPRESSED) {
            return codec.decode(bytes, offset, length);
        }
        DecodeInput in = new DecodeInput(bytes, offset + 1, offset + length);
        long restored = in.readVarint();
        int count = in.remaining();
        if (restored <= count || restored > Math.min(compressor.mostRestored(count), EncodeBuffer.MAX_LENGTH)) {
            throw CodecException.damaged(count + " compressed bytes that should have been " + Long.toUnsignedString(restored));
        }
        return decodeRestored(bytes, offset + length - count, count, (int) restored);
    }

    private Object decodeRestored(byte[] bytes, int offset, int length, int restored) {
        byte[] buffer = buffers.take(restored);
        try {
            try {
                compressor.restore(bytes, offset, length, buffer, restored);
            } catch (RuntimeException damaged) {
                throw new CodecException("Damaged encoding: compressed bytes that cannot be restored", damaged);
            }
            return codec.decode(buffer, 0, restored);
        } finally {
            buffers.release(buffer);
        }
    }

    @Override
    public boolean isCanonical(Object object) {
        return codec.isCanonical(object);
    }

    /** What it has done so far. */
    public CompressionFigures figures() {
        return new CompressionFigures(compressed.sum(), incompressible.sum(), bytesBefore.sum(), bytesAfter.sum());
    }
}
