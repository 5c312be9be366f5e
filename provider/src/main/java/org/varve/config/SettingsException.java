package org.varve.config;

import javax.cache.CacheException;

/**
 * A setting that cannot be used. The message names where it was written (file and line, property, or builder), the setting,
 * what was found and what is allowed. Nothing has been opened when it is thrown.
 */
public final class SettingsException extends CacheException {
    private static final long serialVersionUID = 1L;

    /** With a message that says it all. */
    public SettingsException(String message) {
        super(message);
    }

    /** With a message that says it all, and what made it so. */
    public SettingsException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * For a value.
     *
     * @param where   where it was written, and its setting
     * @param found   as it was written
     * @param allowed what could stand there, in words
     */
    public static SettingsException refused(String where, Object found, String allowed) {
        return new SettingsException(where + ": found '" + found + "'; allowed is " + allowed);
    }
}
