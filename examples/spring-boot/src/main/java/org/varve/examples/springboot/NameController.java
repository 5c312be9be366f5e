package org.varve.examples.springboot;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The HTTP side; it knows nothing of caches. */
@RestController
class NameController {

    private static final String NAME = "/names/{locale}/{kind}/{code}";

    private final NameService names;

    NameController(NameService names) {
        this.names = names;
    }

    @GetMapping(NAME)
    String name(@PathVariable String locale, @PathVariable Concept.Kind kind, @PathVariable String code) {
        return names.name(new LocalizedConcept(locale, new Concept(kind, code)));
    }

    @PutMapping(NAME)
    String correct(@PathVariable String locale, @PathVariable Concept.Kind kind, @PathVariable String code,
            @RequestBody String name) {
        return names.correct(new LocalizedConcept(locale, new Concept(kind, code)), name);
    }

    @DeleteMapping(NAME)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdrawCorrection(@PathVariable String locale, @PathVariable Concept.Kind kind, @PathVariable String code) {
        names.withdrawCorrection(new LocalizedConcept(locale, new Concept(kind, code)));
    }

    @DeleteMapping("/names")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdrawAllCorrections() {
        names.withdrawAllCorrections();
    }

    @GetMapping("/translations/{kind}/{code}")
    Translations translations(@PathVariable Concept.Kind kind, @PathVariable String code) {
        return names.translations(new Concept(kind, code));
    }
}
