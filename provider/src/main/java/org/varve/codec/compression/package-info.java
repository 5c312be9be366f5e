/**
 * A stage behind the encoding of values that compresses long ones. {@code CompressingCodec} decides what and keeps the books, {@code Lz4} is the only class that
 * knows the library and is loaded only when a cache asks for compression.
 */
package org.varve.codec.compression;
