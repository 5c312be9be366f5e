package org.varve.codec;

import java.util.List;
import java.util.Random;

/** Strings of every form: one byte a character, UTF-8, UTF-16, with surrogates paired and not. */
final class StringKinds {
    static final List<String> EDGES = List.of("", "a", "customer#123", "\0", "\u007F\u0080\u00FF", "\u0100", "\u07FF\u0800",
            "a\u0100", "\uFFFD", "plain text, then \uFFFD", "\uFFFF", "\uD83D\uDE00", "a\uD83D\uDE00b", "\uD800", "\uDC00\uD800",
            "\uD800\uD800\uDC00", "lone \uDFFF in the middle", "漢字仮名", "кириллица", "x".repeat(5_000),
            "漢".repeat(5_000), "text of latin letters with one \u20AC".repeat(100));

    private static final int[] LIMITS = {0x80, 0x100, 0x800, 0x3000, 0xD800, 0x10000};

    private StringKinds() {
    }

    static String next(Random random) {
        int length = random.nextInt(random.nextInt(20) == 0 ? 2_000 : 30);
        int mostly = LIMITS[random.nextInt(LIMITS.length)];
        int sometimes = LIMITS[random.nextInt(LIMITS.length)];
        StringBuilder string = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            if (random.nextInt(60) == 0) {
                string.appendCodePoint(0x10000 + random.nextInt(0x100000));
            } else {
                string.append((char) random.nextInt(random.nextInt(10) == 0 ? sometimes : mostly));
            }
        }
        return string.toString();
    }
}
