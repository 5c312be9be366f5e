package org.varve.spring;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.cache.CacheManager;
import org.springframework.beans.factory.ObjectProvider;
import org.varve.jcache.VarveCacheManager;
import org.varve.micrometer.VarveMeters;

/** Binds the meters of those managers of an application context that are Varve's, until the context is closed. */
final class ManagersBinder implements MeterBinder, AutoCloseable {
    private final ObjectProvider<CacheManager> managers;
    private final List<VarveMeters> bound = new CopyOnWriteArrayList<>();

    ManagersBinder(ObjectProvider<CacheManager> managers) {
        this.managers = managers;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        managers.orderedStream().filter(VarveCacheManager.class::isInstance).forEach(manager -> {
            VarveMeters meters = new VarveMeters(manager);
            bound.add(meters);
            meters.bindTo(registry);
        });
    }

    @Override
    public void close() {
        bound.forEach(VarveMeters::close);
        bound.clear();
    }
}
