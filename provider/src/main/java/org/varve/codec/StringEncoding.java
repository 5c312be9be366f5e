package org.varve.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Strings in the shortest of three forms. The choice depends on the characters alone, so equal strings have equal bytes.
 *
 * <p>Nearly all strings are Latin-1, so that is tried first, copying and checking in one loop: measured against
 * {@code getBytes(ISO_8859_1)} and a check, it is three times as fast for short strings, no slower for long ones, and
 * makes no garbage.
 */
public final class StringEncoding {
    /** Forms of a string; the tag of one is {@link Tag#STRING_LATIN1} + form. */
    public static final int LATIN1 = 0;
    public static final int UTF8 = 1;
    public static final int UTF16 = 2;

    private static final long HAS_UNPAIRED_SURROGATE = -1;

    private StringEncoding() {
    }

    /** Tag and payload. */
    public static void write(String string, EncodeBuffer out) {
        int count = string.length();
        int start = out.reserve(1L + count);
        if (copyLatin1(string, out.array(), start + 1)) {
            out.array()[start] = Tag.STRING_LATIN1;
            return;
        }
        out.truncate(start);
        long utf8Length = utf8Length(string);
        int form = wideForm(string, utf8Length);
        out.appendByte(Tag.STRING_LATIN1 + form);
        appendWide(string, form, utf8Length, out);
    }

    /** A string that tells where it ends, to be used inside payloads. */
    public static void writeInline(String string, EncodeBuffer out) {
        int before = out.length();
        int count = string.length();
        out.appendVarint(inlineHeader(count, LATIN1));
        int start = out.reserve(count);
        if (copyLatin1(string, out.array(), start)) {
            return;
        }
        out.truncate(before);
        long utf8Length = utf8Length(string);
        int form = wideForm(string, utf8Length);
        out.appendVarint(inlineHeader(form == UTF8 ? utf8Length : 2L * count, form));
        appendWide(string, form, utf8Length, out);
    }

    public static String readInline(DecodeInput in) {
        long header = in.readVarint();
        return in.readString((int) header & 3, header >>> 2);
    }

    public static String decode(int form, byte[] bytes, int offset, int count) {
        switch (form) {
            case LATIN1:
                return new String(bytes, offset, count, StandardCharsets.ISO_8859_1);
            case UTF8:
                return decodeUtf8(bytes, offset, count);
            case UTF16:
                return decodeUtf16(bytes, offset, count);
            default:
                throw CodecException.damaged("string form " + form);
        }
    }

    private static long inlineHeader(long byteCount, int form) {
        return byteCount << 2 | form;
    }

    private static boolean copyLatin1(String string, byte[] to, int start) {
        int count = string.length();
        for (int i = 0; i < count; i++) {
            char c = string.charAt(i);
            if (c > 0xFF) {
                return false;
            }
            to[start + i] = (byte) c;
        }
        return true;
    }

    private static int wideForm(String string, long utf8Length) {
        return utf8Length != HAS_UNPAIRED_SURROGATE && utf8Length < 2L * string.length() ? UTF8 : UTF16;
    }

    private static void appendWide(String string, int form, long utf8Length, EncodeBuffer out) {
        if (form == UTF8) {
            int start = out.reserve(utf8Length);
            putUtf8(string, out.array(), start);
        } else {
            int start = out.reserve(2L * string.length());
            putUtf16(string, out.array(), start);
        }
    }

    private static long utf8Length(String string) {
        int count = string.length();
        long length = 0;
        for (int i = 0; i < count; i++) {
            char c = string.charAt(i);
            if (c < 0x80) {
                length++;
            } else if (c < 0x800) {
                length += 2;
            } else if (!Character.isSurrogate(c)) {
                length += 3;
            } else if (Character.isHighSurrogate(c) && i + 1 < count && Character.isLowSurrogate(string.charAt(i + 1))) {
                length += 4;
                i++;
            } else {
                return HAS_UNPAIRED_SURROGATE;
            }
        }
        return length;
    }

    private static void putUtf8(String string, byte[] to, int start) {
        int count = string.length();
        int at = start;
        for (int i = 0; i < count; i++) {
            int c = string.charAt(i);
            if (c < 0x80) {
                to[at++] = (byte) c;
            } else if (c < 0x800) {
                to[at++] = (byte) (0xC0 | c >> 6);
                to[at++] = (byte) (0x80 | c & 0x3F);
            } else if (!Character.isSurrogate((char) c)) {
                to[at++] = (byte) (0xE0 | c >> 12);
                to[at++] = (byte) (0x80 | c >> 6 & 0x3F);
                to[at++] = (byte) (0x80 | c & 0x3F);
            } else {
                int pair = Character.toCodePoint((char) c, string.charAt(++i));
                to[at++] = (byte) (0xF0 | pair >> 18);
                to[at++] = (byte) (0x80 | pair >> 12 & 0x3F);
                to[at++] = (byte) (0x80 | pair >> 6 & 0x3F);
                to[at++] = (byte) (0x80 | pair & 0x3F);
            }
        }
    }

    private static void putUtf16(String string, byte[] to, int start) {
        int count = string.length();
        int at = start;
        for (int i = 0; i < count; i++) {
            char c = string.charAt(i);
            to[at++] = (byte) c;
            to[at++] = (byte) (c >> 8);
        }
    }

    private static String decodeUtf8(byte[] bytes, int offset, int count) {
        String string = new String(bytes, offset, count, StandardCharsets.UTF_8);
        if (string.indexOf('\uFFFD') >= 0) { // either a character like any other or what stands for malformed bytes
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, count));
            } catch (CharacterCodingException malformed) {
                throw new CodecException("Damaged encoding: malformed UTF-8", malformed);
            }
        }
        return string;
    }

    private static String decodeUtf16(byte[] bytes, int offset, int count) {
        if ((count & 1) != 0) {
            throw CodecException.damaged("UTF-16 of " + count + " bytes");
        }
        char[] chars = new char[count >> 1];
        ByteBuffer.wrap(bytes, offset, count).order(ByteOrder.LITTLE_ENDIAN).asCharBuffer().get(chars);
        return new String(chars);
    }
}
