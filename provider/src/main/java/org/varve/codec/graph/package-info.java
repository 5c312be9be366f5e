/**
 * Object graphs of any classes: the implementations of {@link org.varve.codec.GraphCodec} and their choice. What may enter: an
 * implementation, which is loaded only if the library that it stands on is there. Encodings of single types are not known here.
 */
package org.varve.codec.graph;
