package org.varve.spring;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import javax.cache.CacheManager;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.varve.micrometer.VarveMeters;

/**
 * Binds the meters of Varve's cache managers to the registry of Spring Boot (3.5 and 4), where there are both. What it comes after is named by text, since the
 * classes have other packages from 4 on.
 */
@AutoConfiguration(afterName = {
        "org.springframework.boot.autoconfigure.cache.CacheAutoConfiguration",
        "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
        "org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration",
        "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"})
@ConditionalOnClass({MeterRegistry.class, CacheManager.class})
@ConditionalOnBean({MeterRegistry.class, CacheManager.class})
public class VarveMetersAutoConfiguration {
    /** Meters of all managers of the application that are Varve's; to have others, define a bean of type {@link VarveMeters}. */
    @Bean
    @ConditionalOnMissingBean(VarveMeters.class)
    public MeterBinder varveMeterBinder(ObjectProvider<CacheManager> managers) {
        return new ManagersBinder(managers);
    }
}
