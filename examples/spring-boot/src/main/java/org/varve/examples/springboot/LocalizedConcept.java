package org.varve.examples.springboot;

import java.io.Serializable;

/**
 * A concept as it is asked for in one locale: a key of the cache {@code names}.
 *
 * @param locale IETF BCP 47 language tag
 */
public record LocalizedConcept(String locale, Concept concept) implements Serializable {
}
