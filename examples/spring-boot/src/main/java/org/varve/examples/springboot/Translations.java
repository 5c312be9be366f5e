package org.varve.examples.springboot;

import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;

/**
 * All names of a concept.
 *
 * @param locales for each name, the tags of the locales that use it
 */
public record Translations(Concept concept, SortedMap<String, List<String>> locales) implements Serializable {
}
