/**
 * Encodings of types of the JDK, of enums and of records, chosen by an object's exact class: a subclass may hold more than
 * its parent. What may enter: the encoding of a type. Nothing here knows who else encodes objects, or a cache's settings.
 */
package org.varve.codec.type;
