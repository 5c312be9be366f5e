/**
 * Objects to bytes and back: keys and values on their way into the store and out of it. This room holds the words that the
 * rooms above it share, and what users see: {@link org.varve.codec.CodecSettings}, {@link org.varve.codec.Serializer},
 * {@link org.varve.codec.CodecException}.
 *
 * <p>An encoding is one tag byte and a payload whose length is known from outside, so the last part of a payload needs no
 * length of its own. {@link org.varve.codec.Tag} is the only table of tags and the specification of every payload.
 *
 * <pre>
 *   codec.assembly   new Codecs(loader).forCache(settings) -&gt; CacheCodecs(keys, values)
 *     StandardCodec        who gets an object: a user's serializer, a type's encoding, or the graph codec
 *     NestedObjects        the same for objects in containers, as long as identity does not matter
 *     Serializers          the user's, each held to its promises by UserSerializer
 *   codec.compression  CompressingCodec, around the codec of values where a cache asks for it; Lz4
 *   codec.graph      GraphCodecs chooses an implementation of GraphCodec
 *     FieldCodec           field by field, where that comes to the same as
 *     JavaSerialization    whatever is Serializable
 *   codec.type       encodings of types, by exact class
 *     BuiltInTypes         table: class -&gt; ObjectEncoding, tag -&gt; ObjectEncoding
 *       NumberEncodings    boxed primitives, byte[], UUID, BigInteger, BigDecimal
 *       TimeEncodings      java.time without zones
 *       ZoneEncodings      java.time with offsets and zones
 *       Date-, Sql-, Optional-, PrimitiveArrayEncodings
 *       List-, Set-, Map-, MapEntryEncodings, ArrayEncoding
 *                          containers: their elements by a Nesting, which is NestedObjects
 *       EnumEncoding, RecordEncoding
 *                          by the number of the class in the cache
 *   codec
 *     Codec, GraphCodec, Serializer          the seams
 *     CodecSettings                          one cache's choices; the only carrier of them
 *     EncodeBuffer, DecodeInput, StringEncoding    what payloads are made of
 *     Visits                                 which objects an encoding has met
 *     ClassResolver, ClassTable              classes by name, and by number in one cache
 * </pre>
 *
 * <p>The encodings of types are chosen by an object's exact class: a subclass may hold more than its parent and goes to the
 * graph codec. An encoding is <em>canonical</em> where equal objects, and only they, have equal bytes; keys of such classes
 * are compared without decoding. Encodings are read by the cache that wrote them, so tags, payloads and numbers of classes
 * may differ from cache to cache and change from release to release.
 *
 * <p>What decoding meets may be damaged: every length is checked against the bytes that are there before anything is
 * allocated by it, and whatever goes wrong is a {@link org.varve.codec.CodecException}.
 *
 * <p>What may enter here: what more than one of the rooms above needs. Nothing of ours is imported; neither the store nor
 * {@code javax.cache} is known.
 */
package org.varve.codec;
