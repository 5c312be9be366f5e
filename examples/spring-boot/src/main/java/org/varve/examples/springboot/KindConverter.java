package org.varve.examples.springboot;

import java.util.Locale;
import org.springframework.core.convert.converter.Converter;
import org.springframework.stereotype.Component;

/** Lets paths say {@code territory}; what is not a kind is a bad request. */
@Component
class KindConverter implements Converter<String, Concept.Kind> {

    @Override
    public Concept.Kind convert(String kind) {
        return Concept.Kind.valueOf(kind.toUpperCase(Locale.ROOT));
    }
}
