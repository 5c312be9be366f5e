package org.varve.tck.annotations;

import javax.cache.annotation.BeanProvider;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.support.ClassPathXmlApplicationContext;

/**
 * Whom the TCK's tests of annotations ask for annotated beans. These tests are about who calls the caches; the system property
 * {@value #WHO} says who it is.
 */
public final class AnnotatedBeans implements BeanProvider {

    /** {@code spring}: Spring's own support of the annotations; {@code reference}: the reference implementation's, in Spring. */
    private static final String WHO = "varve.tck.annotations";

    private final ApplicationContext context;

    /** For {@link java.util.ServiceLoader}. */
    public AnnotatedBeans() {
        String who = System.getProperty(WHO, "");
        context = switch (who) {
            case "spring" -> new AnnotationConfigApplicationContext(SpringCaching.class);
            case "reference" -> new ClassPathXmlApplicationContext("reference.xml", AnnotatedBeans.class);
            default -> throw new IllegalStateException("system property " + WHO + " is '" + who + "', not spring or reference");
        };
    }

    @Override
    public <T> T getBeanByType(Class<T> beanClass) {
        return context.getBean(beanClass);
    }
}
