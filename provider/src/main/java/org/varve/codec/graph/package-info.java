/**
 * Object graphs of any classes: the implementations of {@link org.varve.codec.GraphCodec} and their choice. Java serialization is
 * here, with its descriptors by number ({@code DescriptorTable}) and its guard; the graphs that need none of it are in
 * {@code field}. What may enter: an implementation, which is loaded only if what it stands on is there. Encodings of single
 * types are not known here.
 */
package org.varve.codec.graph;
