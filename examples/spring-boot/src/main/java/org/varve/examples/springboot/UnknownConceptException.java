package org.varve.examples.springboot;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** CLDR has no name for it in any locale. */
@ResponseStatus(HttpStatus.NOT_FOUND)
class UnknownConceptException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownConceptException(Concept concept) {
        super("There is no " + concept.kind() + " with the code " + concept.code());
    }
}
