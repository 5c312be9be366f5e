package org.varve.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryListener;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.junit.jupiter.api.Test;
import org.varve.codec.CodecSettings;
import org.varve.codec.GraphMode;
import org.varve.codec.Role;
import org.varve.config.file.SampleListener;
import org.varve.config.file.SampleLoader;
import org.varve.config.file.SampleSerializer;
import org.varve.config.file.SampleWriter;

class VarveConfigurationTest {
    private static final SampleWriter WRITER = new SampleWriter();
    private static final FixedExpiry TEN_MINUTES = new FixedExpiry(TimeSpan.parse("10m"), null, TimeSpan.parse("5m"));

    private static VarveConfiguration<Object, Object> everything() {
        return VarveConfiguration.builder(Object.class, Object.class).keyType(Object.class).expiry(TEN_MINUTES)
                .cacheLoader(loader()).readThrough(true).cacheWriter(WRITER).writeThrough(true)
                .listener(listener()).statistics(true).management(true).store("small").floor(1).ceiling(2)
                .keySerializer(SampleSerializer.class).valueSerializer(SampleSerializer.class).serializedLimit(3).graphMode(GraphMode.JAVA)
                .compressionThreshold(4).filterPattern("java.**").build();
    }

    private static Factory<CacheLoader<Object, Object>> loader() {
        return covariant(FactoryBuilder.factoryOf(SampleLoader.class));
    }

    @SuppressWarnings("unchecked") // a factory only makes
    private static <T> Factory<T> covariant(Factory<? extends T> factory) {
        return (Factory<T>) factory;
    }

    private static MutableCacheEntryListenerConfiguration<Object, Object> listener() {
        return new MutableCacheEntryListenerConfiguration<>(
                VarveConfigurationTest.<CacheEntryListener<Object, Object>>covariant(FactoryBuilder.factoryOf(SampleListener.class)), null, true, true);
    }

    private static <K, V> List<CacheEntryListenerConfiguration<K, V>> listeners(VarveConfiguration<K, V> configuration) {
        return StreamSupport.stream(configuration.getCacheEntryListenerConfigurations().spliterator(), false).toList();
    }

    @Test
    void withNothingChosenItIsAsTheSpecificationHasIt() {
        assertEquals(new MutableConfiguration<>(), new MutableConfiguration<>(VarveConfiguration.builder().build()));
        VarveConfiguration<Object, Object> bare = VarveConfiguration.builder().build();
        assertEquals("default", bare.getStoreName());
        assertNull(bare.getOwnStore());
        assertEquals(0, bare.getFloor());
        assertEquals(Long.MAX_VALUE, bare.getCeiling());
        assertEquals(GraphMode.AUTO, bare.codecSettings().graphMode());
    }

    @Test
    void whatIsChosenIsThere() {
        VarveConfiguration<Object, Object> all = everything();
        assertTrue(all.isReadThrough() && all.isWriteThrough() && all.isStatisticsEnabled() && all.isManagementEnabled() && all.isStoreByValue());
        assertEquals(loader(), all.getCacheLoaderFactory());
        assertEquals(TEN_MINUTES, all.getExpiryPolicyFactory().create());
        assertEquals(List.of(listener()), listeners(all));
        assertEquals("small", all.getStoreName());
        assertEquals(List.of(1L, 2L), List.of(all.getFloor(), all.getCeiling()));
        assertEquals(SampleSerializer.class.getName(), all.codecSettings().serializer(Role.KEY).toString());
        assertEquals(SampleSerializer.class.getName(), all.codecSettings().serializer(Role.VALUE).toString());
        assertEquals(3, all.codecSettings().serializedLimit());
        assertEquals(GraphMode.JAVA, all.codecSettings().graphMode());
        assertEquals(4, all.codecSettings().compressionThreshold());
        assertEquals("java.**", all.codecSettings().filter().toString());
    }

    @Test
    void canBeSerialized() throws Exception {
        VarveConfiguration<Object, Object> all = everything().toBuilder().cacheWriter(new EqualWriter())
                .ownStore(StoreSettings.ofCapacity(8 << 20)).build();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(all);
        }
        Object copy = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        assertNotSame(all, copy);
        assertEquals(all, copy);
        assertEquals(all.hashCode(), copy.hashCode());
    }

    /** A factory that equals its copy. */
    private record EqualWriter() implements Factory<CacheWriter<Object, Object>> {
        private static final long serialVersionUID = 1L;

        @Override
        public CacheWriter<Object, Object> create() {
            return new SampleWriter().create();
        }
    }

    @Test
    void neverChanges() {
        VarveConfiguration.Builder<Object, Object> builder = VarveConfiguration.builder();
        MutableCacheEntryListenerConfiguration<Object, Object> listener = listener();
        VarveConfiguration<Object, Object> first = builder.floor(1).listener(listener).build();
        builder.floor(2).statistics(true).withoutListener(listener);
        listener.setSynchronous(false);
        assertEquals(1, first.getFloor());
        assertFalse(first.isStatisticsEnabled());
        assertEquals(List.of(listener()), listeners(first));
        assertThrows(UnsupportedOperationException.class, () -> listeners(first).remove(0));
        ((MutableCacheEntryListenerConfiguration<Object, Object>) listeners(first).get(0)).setSynchronous(false);
        assertEquals(List.of(listener()), listeners(first));
    }

    @Test
    void equalityIsOfWhatMakesEqualCaches() {
        assertEquals(VarveConfiguration.builder().build(), VarveConfiguration.builder(Object.class, Object.class).statistics(false).floor(0).store("default").build());
        assertNotEquals(VarveConfiguration.builder().build(), VarveConfiguration.builder().floor(1).build());
        assertNotEquals(VarveConfiguration.builder().store("a").build(), VarveConfiguration.builder().store("b").build());
        assertNotEquals(VarveConfiguration.builder().graphMode(GraphMode.JAVA).build(), VarveConfiguration.builder().build());
    }

    @Test
    void whatIsLeftOpenComesFromTheTemplateAndOnlyThat() {
        VarveConfiguration<Object, Object> some = VarveConfiguration.builder().statistics(false).ceiling(9)
                .ownStore(StoreSettings.ofCapacity(8 << 20)).build();
        VarveConfiguration<Object, Object> whole = some.orElse(everything());
        assertFalse(whole.isStatisticsEnabled());
        assertTrue(whole.isManagementEnabled());
        assertEquals(List.of(1L, 9L), List.of(whole.getFloor(), whole.getCeiling()));
        assertNull(whole.getStoreName());
        assertEquals(StoreSettings.ofCapacity(8 << 20), whole.getOwnStore());
        assertEquals(everything(), VarveConfiguration.builder().build().orElse(everything()));
        assertEquals(everything(), everything().orElse(VarveConfiguration.builder().floor(7).filterPattern("!*").build()));
    }

    /** False, eternal and Object say nothing there: a framework does not choose them. */
    @Test
    void ofAnotherClassWhatIsUsualCountsAsLeftOpen() {
        MutableConfiguration<String, String> given = new MutableConfiguration<String, String>().setTypes(String.class, String.class)
                .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(Duration.ONE_DAY)).setStatisticsEnabled(false);
        VarveConfiguration<String, String> whole = VarveConfiguration.of(given).orElse(everything());
        assertSame(String.class, whole.getKeyType());
        assertEquals(CreatedExpiryPolicy.factoryOf(Duration.ONE_DAY), whole.getExpiryPolicyFactory());
        assertTrue(whole.isStatisticsEnabled());
        assertFalse(VarveConfiguration.of(VarveConfiguration.builder().statistics(false).build()).orElse(everything()).isStatisticsEnabled());
        assertFalse(VarveConfiguration.of(new MutableConfiguration<>().setStoreByValue(false)).isStoreByValue());
    }

    /** A setting of the codec that is forgotten here could not be configured. */
    @Test
    void carriesEverySettingOfTheCodec() {
        Set<String> missing = new TreeSet<>();
        for (Method method : CodecSettings.Builder.class.getDeclaredMethods()) {
            if (Modifier.isPublic(method.getModifiers())) {
                missing.add(method.getName());
            }
        }
        assertTrue(missing.contains("keySerializer"), missing::toString);
        for (Method method : VarveConfiguration.Builder.class.getDeclaredMethods()) {
            missing.remove(method.getName());
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    void theMostSpecificTemplateThatSaysSomethingWins() {
        VarveSettings settings = VarveSettings.builder()
                .cache("*", floor(1).toBuilder().statistics(true).management(true).build())
                .cache("com.*", floor(2))
                .cache("com.acme.*", VarveConfiguration.builder().statistics(false).build())
                .cache("*Order", floor(3))
                .cache("com.acme.Order", floor(4)).build();
        assertEquals(List.of("com.acme.Order", "com.acme.*", "*Order", "com.*", "*"), List.copyOf(settings.templates().keySet()));
        assertEquals(4, settings.configure("com.acme.Order", VarveConfiguration.builder().build()).getFloor());
        VarveConfiguration<Object, Object> user = settings.configure("com.acme.User", new MutableConfiguration<>());
        assertEquals(2, user.getFloor());
        assertFalse(user.isStatisticsEnabled());
        assertTrue(user.isManagementEnabled());
        assertEquals(3, settings.configure("com.other.Order", new MutableConfiguration<>()).getFloor());
        assertEquals(1, settings.configure("org\nOrders", new MutableConfiguration<>()).getFloor());
        assertEquals(Set.of("com.acme.Order"), settings.declaredCaches());
    }

    private static VarveConfiguration<Object, Object> floor(long bytes) {
        return VarveConfiguration.builder().floor(bytes).build();
    }
}
