package org.varve.store.memory;

/**
 * Stands in a slot whose extent was given back: every access fails like one to memory that was closed. Where readers pin, nobody ever comes here, and a
 * mistake shows as an exception instead of a crash.
 */
final class VacantExtent extends Extent {
    static final Extent INSTANCE = new VacantExtent();

    private VacantExtent() {
    }

    private static IllegalStateException gone() {
        return new IllegalStateException("this memory was given back to the operating system");
    }

    @Override
    public long size() {
        return 0;
    }

    @Override
    public byte getByte(long offset) {
        throw gone();
    }

    @Override
    public void putByte(long offset, byte value) {
        throw gone();
    }

    @Override
    public int getInt(long offset) {
        throw gone();
    }

    @Override
    public void putInt(long offset, int value) {
        throw gone();
    }

    @Override
    public long getLong(long offset) {
        throw gone();
    }

    @Override
    public void putLong(long offset, long value) {
        throw gone();
    }

    @Override
    public long getLongAcquire(long offset) {
        throw gone();
    }

    @Override
    public long getLongOpaque(long offset) {
        throw gone();
    }

    @Override
    public void putLongRelease(long offset, long value) {
        throw gone();
    }

    @Override
    public boolean casLong(long offset, long expected, long value) {
        throw gone();
    }

    @Override
    public void copyTo(long offset, byte[] target, int targetOffset, int length) {
        throw gone();
    }

    @Override
    public void copyFrom(long offset, byte[] source, int sourceOffset, int length) {
        throw gone();
    }

    @Override
    public void copyTo(long offset, Extent target, long targetOffset, long length) {
        throw gone();
    }

    @Override
    public void fill(long offset, long length, byte value) {
        throw gone();
    }

    @Override
    public void close() {
        throw gone();
    }
}
