package org.varve.examples.quickstart;

// readme: quick-start
import java.util.Locale;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.stereotype.Service;

@SpringBootApplication
@EnableCaching
public class SpringQuickStart {
    @Service
    public static class Names {
        @Cacheable("names")
        public String of(String country) {
            System.out.println("looking up " + country);   // once
            return new Locale.Builder().setRegion(country).build().getDisplayCountry(Locale.GERMAN);
        }
    }

    public static void main(String[] args) {
        try (ConfigurableApplicationContext context = SpringApplication.run(SpringQuickStart.class, args)) {
            Names names = context.getBean(Names.class);
            System.out.println(names.of("CH") + ' ' + names.of("CH"));   // Schweiz Schweiz
        }
    }
}
// readme: end
