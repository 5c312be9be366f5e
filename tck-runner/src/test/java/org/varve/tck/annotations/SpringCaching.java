package org.varve.tck.annotations;

import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import manager.CacheNameOnEachMethodBlogManagerImpl;
import manager.ClassLevelCacheConfigBlogManagerImpl;
import manager.UsingDefaultCacheNameBlogManagerImpl;
import org.springframework.cache.Cache;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.jcache.JCacheCache;
import org.springframework.cache.jcache.JCacheCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Spring's own support of the annotations, over the one provider on the class path. */
@Configuration(proxyBeanMethods = false)
@EnableCaching(proxyTargetClass = true)
@Import({
    CacheNameOnEachMethodBlogManagerImpl.class,
    ClassLevelCacheConfigBlogManagerImpl.class,
    UsingDefaultCacheNameBlogManagerImpl.class
})
class SpringCaching {

    @Bean
    CacheManager caches() {
        return Caching.getCachingProvider().getCacheManager();
    }

    @Bean
    JCacheCacheManager springCaches(CacheManager caches) {
        return new CreatingCacheManager(caches);
    }

    /** Spring uses the caches that there are; the specification wants those that the annotations name to be made. */
    private static final class CreatingCacheManager extends JCacheCacheManager {

        CreatingCacheManager(CacheManager caches) {
            super(caches);
        }

        @Override
        protected Cache getMissingCache(String name) {
            return new JCacheCache(getCacheManager().createCache(name, new MutableConfiguration<>()));
        }
    }
}
