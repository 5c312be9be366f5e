/**
 * Objects to bytes and back: keys and values on their way into the store and out of it.
 *
 * <p>An encoding is one tag byte and a payload whose length is known from outside, so the last part of a payload needs no
 * length of its own. {@link org.varve.codec.Tag} is the only table of tags and the specification of every payload.
 *
 * <pre>
 *   Codecs.create(loader) -&gt; StandardCodec ─┬─ StringEncoding         strings
 *                                           ├─ BuiltInTypes           table: class -&gt; TypeEncoding, tag -&gt; TypeEncoding
 *                                           │    ├─ NumberEncodings   boxed primitives, byte[], UUID, BigInteger, BigDecimal
 *                                           │    ├─ TimeEncodings     java.time without zones
 *                                           │    ├─ ZoneEncodings     java.time with offsets and zones
 *                                           │    └─ Date-, SqlEncodings
 *                                           ├─ EnumEncoding           by class name and constant name
 *                                           └─ JavaSerialization      whatever else is Serializable
 *   EncodeBuffer and DecodeInput hold the primitives that payloads are made of; ClassResolver finds classes by name.
 * </pre>
 *
 * <p>The built-in encodings use no reflection and no streams, and are chosen by an object's exact class: a subclass may
 * hold more than its parent and goes through Java serialization. An encoding is <em>canonical</em> where equal objects, and
 * only they, have equal bytes; keys of such classes are compared without decoding. Encodings are read by the process that
 * wrote them, so tags and payloads may change from release to release.
 *
 * <p>What decoding meets may be damaged: every length is checked against the bytes that are there before anything is
 * allocated by it, and whatever goes wrong is a {@link org.varve.codec.CodecException}.
 *
 * <p>What may enter here: the encoding of a type of the JDK, or another way to encode any object. This package imports
 * nothing of ours; neither the store nor {@code javax.cache} is known here.
 */
package org.varve.codec;
