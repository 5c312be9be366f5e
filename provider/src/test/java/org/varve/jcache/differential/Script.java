package org.varve.jcache.differential;

import javax.cache.CacheException;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.MutableEntry;

/**
 * An entry processor that does what the letters say: {@code g} getValue, {@code e} exists, {@code s} setValue, {@code r}
 * remove, {@code x} throw an exception, {@code c} throw a {@link CacheException}. Its result is what it saw, null if nothing.
 */
final class Script implements EntryProcessor<String, String, String> {
    private final String letters;
    private final Runnable readAfterRemoval;

    /**
     * @param readAfterRemoval runs instead of a read of the value after it was removed, which then counts as null; or null, and
     *                         the value is read
     */
    Script(String letters, Runnable readAfterRemoval) {
        this.letters = letters;
        this.readAfterRemoval = readAfterRemoval;
    }

    @Override
    public String process(MutableEntry<String, String> entry, Object... arguments) {
        boolean present = entry.exists();
        boolean added = false;
        boolean removed = false;
        StringBuilder seen = new StringBuilder();
        for (char letter : letters.toCharArray()) {
            switch (letter) {
                case 'g' -> {
                    if (removed && readAfterRemoval != null) {
                        readAfterRemoval.run();
                        seen.append("null ");
                    } else {
                        String value = entry.getValue();
                        added |= !present && value != null;
                        seen.append(value).append(' ');
                    }
                }
                case 'e' -> seen.append(entry.exists()).append(' ');
                case 's' -> {
                    entry.setValue("set");
                    added = !present;
                    removed = false;
                }
                case 'r' -> {
                    entry.remove();
                    removed = !added;
                    added = false;
                }
                case 'x' -> throw new IllegalStateException("x");
                default -> throw new CacheException("c");
            }
        }
        return seen.isEmpty() ? null : seen.toString();
    }
}
