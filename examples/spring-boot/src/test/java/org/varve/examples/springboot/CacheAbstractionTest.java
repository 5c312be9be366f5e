package org.varve.examples.springboot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.CacheManager;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.varve.jcache.VarveCachingProvider;

/** Spring's cache abstraction on Varve, with a second provider on the class path: null, records, beans, eviction. */
class CacheAbstractionTest {

    /** A record. */
    record Book(String isbn, String title) implements Serializable {
    }

    /** An ordinary object that can change. */
    static class Shelf implements Serializable {

        private static final long serialVersionUID = 1L;

        private final ArrayList<Book> books = new ArrayList<>();
        private String label;

        List<Book> getBooks() {
            return books;
        }

        String getLabel() {
            return label;
        }

        void setLabel(String label) {
            this.label = label;
        }
    }

    /** Slow, if it were real. */
    static class Library {

        private final AtomicInteger asked = new AtomicInteger();

        /** Number of calls since the last question. */
        public int takeAsked() {
            return asked.getAndSet(0);
        }

        @Cacheable("books")
        public Book find(String isbn) {
            asked.incrementAndGet();
            return isbn.startsWith("978") ? new Book(isbn, "Title of " + isbn) : null;
        }

        @CachePut(cacheNames = "books", key = "#isbn")
        public Book rename(String isbn, String title) {
            return new Book(isbn, title);
        }

        @CacheEvict(cacheNames = "books", allEntries = true)
        public void closeForStocktaking() {
            // All that there is to do is done by the annotation.
        }

        @Cacheable("shelves")
        public Shelf shelf(String label) {
            asked.incrementAndGet();
            Shelf shelf = new Shelf();
            shelf.setLabel(label);
            shelf.getBooks().add(new Book("978-1", "First"));
            return shelf;
        }
    }

    @Configuration
    @EnableAutoConfiguration
    @EnableCaching
    static class Application {

        @Bean
        Library library() {
            return new Library();
        }
    }

    private static ConfigurableApplicationContext start(String... arguments) {
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .properties("spring.main.banner-mode=off", "logging.level.root=error")
                .run(arguments);
    }

    @Test
    void theAbstractionKeepsItsPromises() {
        try (ConfigurableApplicationContext context = start("--spring.cache.cache-names=books,shelves")) {
            assertInstanceOf(VarveCachingProvider.class, context.getBean(CacheManager.class).getCachingProvider());
            Library library = context.getBean(Library.class);
            recordsAreEqual(library);
            nullIsCachedAndComesBackAsNull(library);
            objectsAreCopies(library);
            allEntriesAreEvicted(library);
        }
    }

    private static void recordsAreEqual(Library library) {
        assertEquals(library.find("978-3"), library.find("978-3"));
        assertEquals(1, library.takeAsked());
        library.rename("978-3", "Better");
        assertEquals("Better", library.find("978-3").title());
        assertEquals(0, library.takeAsked());
    }

    private static void nullIsCachedAndComesBackAsNull(Library library) {
        assertNull(library.find("none"));
        assertNull(library.find("none"));
        assertEquals(1, library.takeAsked());
    }

    private static void objectsAreCopies(Library library) {
        library.shelf("A");
        Shelf shelf = library.shelf("A");
        assertEquals(1, library.takeAsked());
        shelf.setLabel("changed by a caller");
        shelf.getBooks().clear();

        Shelf again = library.shelf("A");
        assertNotSame(shelf, again);
        assertEquals("A", again.getLabel(), "what a caller does to an answer is not seen by the next");
        assertEquals(List.of(new Book("978-1", "First")), again.getBooks());
        assertEquals(0, library.takeAsked());
    }

    private static void allEntriesAreEvicted(Library library) {
        library.closeForStocktaking();
        library.find("978-3");
        library.find("none");
        assertEquals(2, library.takeAsked());
        library.shelf("A");
        assertEquals(0, library.takeAsked(), "another cache");
    }

    /** JSR-107 does not choose among several providers; the property does. */
    @Test
    void withTwoProvidersOneMustBeNamed() {
        Throwable failure = assertThrows(RuntimeException.class, () -> start("--spring.cache.jcache.provider=", "--logging.level.root=off").close());
        while (failure.getCause() != null) {
            failure = failure.getCause();
        }
        assertTrue(failure.getMessage().contains("Multiple CachingProviders"), failure::toString);
    }
}
