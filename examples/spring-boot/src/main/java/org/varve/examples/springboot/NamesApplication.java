package org.varve.examples.springboot;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cache.annotation.EnableCaching;

/** Step 1: switch caching on. Which caches there are, and who provides them, stands in application.properties. */
@SpringBootApplication
@EnableCaching
public class NamesApplication {

    public static void main(String[] args) {
        SpringApplication.run(NamesApplication.class, args);
    }
}
