/**
 * Codecs put together: the encodings of types, the graph codec and the user's serializers of one cache. Nobody else
 * constructs their parts. What may enter: who gets an object, and what holds a part of the user's to its promises.
 */
package org.varve.codec.assembly;
