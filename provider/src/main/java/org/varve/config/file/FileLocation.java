package org.varve.config.file;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.util.Set;
import org.varve.config.SettingsException;

/**
 * Where a manager's URI says that its file is. A URI names a file if its scheme is {@code classpath}, {@code file} or
 * {@code jar}, or if it ends in {@code .conf}; others are only names of managers.
 */
final class FileLocation {
    /** What is looked for on the class path if the manager has the default URI. */
    static final String DEFAULT = "varve.conf";

    private static final String EXTENSION = ".conf";
    private static final String CLASS_PATH = "classpath";
    private static final Set<String> FILE_SCHEMES = Set.of(CLASS_PATH, "file", "jar");

    private FileLocation() {
    }

    /**
     * The file that the URI names; null if it names none.
     *
     * @throws SettingsException if it names one that is not there
     */
    static URL find(URI uri, ClassLoader loader) {
        String scheme = uri.getScheme();
        boolean isFile = scheme != null && FILE_SCHEMES.contains(scheme) || uri.toString().endsWith(EXTENSION);
        if (!isFile) {
            return null;
        }
        if (scheme == null) {
            return onClassPathOrDisk(uri.getPath(), loader);
        }
        return scheme.equals(CLASS_PATH) ? required(uri.getSchemeSpecificPart().replaceFirst("^/+", ""), loader) : url(uri);
    }

    private static URL onClassPathOrDisk(String path, ClassLoader loader) {
        URL resource = loader.getResource(path);
        File file = new File(path);
        if (resource == null && !file.isFile()) {
            throw new SettingsException("found no file " + path + ", neither on the class path of " + loader + " nor on disk as "
                    + file.getAbsolutePath());
        }
        return resource != null ? resource : url(file.toURI());
    }

    private static URL required(String path, ClassLoader loader) {
        URL resource = loader.getResource(path);
        if (resource == null) {
            throw new SettingsException("found no file " + path + " on the class path of " + loader);
        }
        return resource;
    }

    private static URL url(URI uri) {
        URL url;
        try {
            url = uri.toURL();
        } catch (MalformedURLException | IllegalArgumentException e) {
            throw SettingsException.refused("URI of the cache manager", uri, "classpath:, file:, jar: or another scheme that this JVM can open, or a"
                    + " path on the class path or disk");
        }
        if (url.getProtocol().equals("file") && !new File(path(uri)).isFile()) {
            throw new SettingsException("found no file " + path(uri));
        }
        return url;
    }

    /** Decoded; of a relative one, which is opaque to {@link URI}, too. */
    private static String path(URI uri) {
        return uri.isOpaque() ? uri.getSchemeSpecificPart() : uri.getPath();
    }
}
