package org.varve.codec.graph.field;

/**
 * The bytes of a graph: one object, in which others are nested in the order of its fields or elements. Integers are named as in
 * {@link org.varve.codec.Tag}.
 *
 * <pre>
 *   first byte   then
 *   00           null. As the very first byte of a graph: a Java serialization stream follows in place of the graph
 *   01           inline string: a String of any form and fewer than 32 characters
 *   02, 03       nothing: false, true
 *   04, 05       zz: Integer, Long
 *   06           i64 of doubleToLongBits: Double
 *   07           var: the object with this number again
 *   08           var of a number of bytes, then so many: tag and payload of a value with an encoding of its own
 *   09           likewise, of another object with an encoding of its own; the elements of containers are as here
 *   0A           inline string: a longer String
 *   10 .. 7F     as 08, of 0 to 111 bytes
 *   80 .. FE     class number 0 .. 126 of the cache's class table, then a body
 *   FF           var of class number - 127, then a body
 *
 *   body of      contents
 *   object       the fields of its classes, the topmost class first, primitive ones before others, by name: boolean, byte one
 *                byte; char var; short, int, long zz; float, double fixed; others as objects
 *   enum         var of the ordinal
 *   array        var of the length, then the elements
 * </pre>
 *
 * <p>Objects are numbered from 0 in the order in which they begin. Short strings, boxed numbers, enum constants and what its encoding
 * calls a value have no number: nobody can tell one from its copy but by {@code ==}.
 */
final class GraphLayout {
    static final int NULL = 0x00;
    static final int STRING = 0x01;
    static final int FALSE = 0x02;
    static final int TRUE = 0x03;
    static final int INTEGER = 0x04;
    static final int LONG = 0x05;
    static final int DOUBLE = 0x06;
    static final int REFERENCE = 0x07;
    static final int LONG_VALUE = 0x08;
    static final int ENCODED = 0x09;
    static final int LONG_STRING = 0x0A;
    static final int FIRST_VALUE = 0x10;
    static final int FIRST_CLASS = 0x80;
    static final int FAR_CLASS = 0xFF;

    /** Strings of so many characters are worth a look whether they have been written already. */
    static final int LONG_STRINGS = 32;

    /** Values of fewer bytes tell their length in the first byte. */
    static final int SHORT_VALUES = FIRST_CLASS - FIRST_VALUE;

    /** Class numbers below this one take a single byte. */
    static final int NEAR_CLASSES = FAR_CLASS - FIRST_CLASS;

    private GraphLayout() {
    }
}
