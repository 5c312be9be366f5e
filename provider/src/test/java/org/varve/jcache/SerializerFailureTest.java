package org.varve.jcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CompletionListenerFuture;
import javax.cache.processor.EntryProcessorException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.varve.codec.CodecException;
import org.varve.codec.CodecSettings;
import org.varve.codec.Serializer;
import org.varve.codec.SerializerInput;
import org.varve.codec.SerializerOutput;

/** A serializer that fails, in every way and through every operation: the error names it, and nothing has changed. */
class SerializerFailureTest extends CacheFixture {
    enum Fault { WRITE_THROWS, WRITE_NOTHING, WRITE_TOO_MUCH, WRITE_ERROR, READ_THROWS, READ_BEYOND, READ_TOO_LITTLE, READ_NULL }

    /** @param fault null for none */
    record Item(String name, Fault fault) {
        static Item sound(String name) {
            return new Item(name, null);
        }
    }

    static final class Faulty implements Serializer<Item> {
        @Override
        public void write(Item item, SerializerOutput out) {
            out.writeByte(item.fault() == null ? 99 : item.fault().ordinal());
            out.writeString(item.name());
            if (item.fault() == Fault.WRITE_THROWS) {
                throw new IllegalStateException("cannot write " + item);
            }
            if (item.fault() == Fault.WRITE_TOO_MUCH) {
                out.writeBytes(new byte[2_000], 0, 2_000);
            }
            if (item.fault() == Fault.WRITE_ERROR) {
                throw new AssertionError("in the serializer");
            }
        }

        @Override
        public Item read(SerializerInput in) {
            byte fault = in.readByte();
            if (fault == Fault.READ_TOO_LITTLE.ordinal()) {
                return Item.sound("incomplete");
            }
            String name = in.readString();
            if (fault == Fault.READ_THROWS.ordinal()) {
                throw new IllegalStateException("cannot read " + name);
            }
            if (fault == Fault.READ_BEYOND.ordinal()) {
                in.readByte();
            }
            return fault == Fault.READ_NULL.ordinal() ? null : Item.sound(name);
        }
    }

    /** Writes nothing for an item that is meant to be none. */
    private static final Serializer<Item> SERIALIZER = new Serializer<>() {
        private final Faulty faulty = new Faulty();

        @Override
        public void write(Item item, SerializerOutput out) {
            if (item.fault() != Fault.WRITE_NOTHING) {
                faulty.write(item, out);
            }
        }

        @Override
        public Item read(SerializerInput in) {
            return faulty.read(in);
        }
    };

    /** The way that a configuration carries settings. */
    private static final class Configured extends MutableConfiguration<Item, Item> implements CodecSettings.Source {
        private static final long serialVersionUID = 1L;
        private final transient CodecSettings settings = CodecSettings.builder()
                .keySerializer(SERIALIZER).valueSerializer(SERIALIZER).serializedLimit(1_000).build();

        @Override
        public CodecSettings codecSettings() {
            return settings;
        }
    }

    private static final class Calls implements CacheWriter<Item, Item> {
        private final List<String> calls = new ArrayList<>();

        @Override
        public void write(Cache.Entry<? extends Item, ? extends Item> entry) {
            calls.add("write " + entry.getKey());
        }

        @Override
        public void writeAll(java.util.Collection<Cache.Entry<? extends Item, ? extends Item>> entries) {
            calls.add("writeAll " + entries.size());
            entries.clear();
        }

        @Override
        public void delete(Object key) {
            calls.add("delete " + key);
        }

        @Override
        public void deleteAll(java.util.Collection<?> keys) {
            calls.add("deleteAll " + keys.size());
            keys.clear();
        }
    }

    private final Map<Item, Item> loadable = new HashMap<>();
    private final Calls writer = new Calls();

    private final CacheLoader<Item, Item> loader = new CacheLoader<>() {
        @Override
        public Item load(Item key) {
            return loadable.get(key);
        }

        @Override
        public Map<Item, Item> loadAll(Iterable<? extends Item> keys) {
            Map<Item, Item> loaded = new LinkedHashMap<>();
            keys.forEach(key -> {
                if (loadable.containsKey(key)) {
                    loaded.put(key, loadable.get(key));
                }
            });
            return loaded;
        }
    };

    private static final Item KEY = Item.sound("key");
    private static final Item OTHER = Item.sound("other");
    private static final Item ABSENT = Item.sound("absent");
    private static final Item VALUE = Item.sound("value");

    private Cache<Item, Item> plain;
    private Cache<Item, Item> full;

    @BeforeEach
    void createCaches() {
        plain = manager.createCache("plain", new Configured().setStatisticsEnabled(true));
        full = manager.createCache("full", with(new Configured()));
        for (Cache<Item, Item> cache : List.of(plain, full)) {
            cache.put(KEY, VALUE);
            cache.put(OTHER, VALUE);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the setters want factories of wildcards
    private MutableConfiguration<Item, Item> with(Configured configuration) {
        return configuration.setStatisticsEnabled(true).setReadThrough(true).setCacheLoaderFactory(of(loader))
                .setWriteThrough(true).setCacheWriterFactory((javax.cache.configuration.Factory) of(writer))
                .addCacheEntryListenerConfiguration(recorder());
    }

    /** Whatever somebody could see, without decoding what cannot be decoded. */
    private String state(Cache<Item, Item> cache) {
        List<Long> counts = counts(cache);
        StringBuilder state = new StringBuilder("counts " + counts + " log " + log + " writer " + writer.calls);
        for (Item key : List.of(KEY, OTHER, ABSENT)) {
            state.append(' ').append(key.name()).append(cache.containsKey(key));
        }
        return state.toString();
    }

    private void assertChangesNothing(Cache<Item, Item> cache, String operation, Runnable action) {
        String before = state(cache);
        Throwable refused = assertThrows(Throwable.class, action::run, operation);
        assertNames(refused, operation);
        assertEquals(before, state(cache), operation);
        assertEquals(VALUE, cache.get(KEY), operation);
        assertEquals(VALUE, cache.get(OTHER), operation);
    }

    /** A CacheException caused by a CodecException that names the serializer, wherever in the chain; or the serializer's own Error. */
    private static void assertNames(Throwable refused, String operation) {
        for (Throwable t = refused; t != null; t = t.getCause()) {
            if (t instanceof AssertionError && "in the serializer".equals(t.getMessage())) {
                return;
            }
            if (t instanceof CodecException) {
                assertInstanceOf(CacheException.class, refused, operation);
                assertTrue(t.getMessage().contains(SERIALIZER.getClass().getName()), t.getMessage());
                return;
            }
        }
        throw new AssertionError(operation + " failed otherwise", refused);
    }

    private static Map<Item, Item> last(Item key, Item value) {
        Map<Item, Item> map = new LinkedHashMap<>();
        map.put(KEY, Item.sound("new"));
        map.put(ABSENT, Item.sound("new"));
        map.put(key, value);
        return map;
    }

    private static Set<Item> last(Item key) {
        return new LinkedHashSet<>(List.of(OTHER, key));
    }

    static Stream<Fault> writing() {
        return Stream.of(Fault.values()).filter(fault -> fault.name().startsWith("WRITE"));
    }

    static Stream<Fault> reading() {
        return Stream.of(Fault.values()).filter(fault -> fault.name().startsWith("READ"));
    }

    @ParameterizedTest
    @MethodSource("writing")
    void aValueThatCannotBeWrittenChangesNothing(Fault fault) {
        Item bad = new Item("bad", fault);
        for (Cache<Item, Item> cache : List.of(plain, full)) {
            assertChangesNothing(cache, "put", () -> cache.put(KEY, bad));
            assertChangesNothing(cache, "put new", () -> cache.put(ABSENT, bad));
            assertChangesNothing(cache, "putAll", () -> cache.putAll(last(Item.sound("third"), bad)));
            assertChangesNothing(cache, "putIfAbsent", () -> cache.putIfAbsent(ABSENT, bad));
            assertChangesNothing(cache, "getAndPut", () -> cache.getAndPut(KEY, bad));
            assertChangesNothing(cache, "replace", () -> cache.replace(KEY, bad));
            assertChangesNothing(cache, "getAndReplace", () -> cache.getAndReplace(KEY, bad));
            assertChangesNothing(cache, "replace new", () -> cache.replace(KEY, VALUE, bad));
            assertChangesNothing(cache, "replace old", () -> cache.replace(KEY, bad, Item.sound("new")));
            assertChangesNothing(cache, "remove(2)", () -> cache.remove(KEY, bad));
        }
    }

    @ParameterizedTest
    @MethodSource("writing")
    void aKeyThatCannotBeWrittenChangesNothing(Fault fault) {
        Item bad = new Item("bad", fault);
        for (Cache<Item, Item> cache : List.of(plain, full)) {
            Map<String, Consumer<Cache<Item, Item>>> operations = new LinkedHashMap<>();
            operations.put("get", c -> c.get(bad));
            operations.put("containsKey", c -> c.containsKey(bad));
            operations.put("put", c -> c.put(bad, VALUE));
            operations.put("putAll", c -> c.putAll(last(bad, VALUE)));
            operations.put("putIfAbsent", c -> c.putIfAbsent(bad, VALUE));
            operations.put("getAndPut", c -> c.getAndPut(bad, VALUE));
            operations.put("remove", c -> c.remove(bad));
            operations.put("remove(2)", c -> c.remove(bad, VALUE));
            operations.put("getAndRemove", c -> c.getAndRemove(bad));
            operations.put("replace", c -> c.replace(bad, VALUE));
            operations.put("replace(3)", c -> c.replace(bad, VALUE, VALUE));
            operations.put("getAndReplace", c -> c.getAndReplace(bad, VALUE));
            operations.put("removeAll", c -> c.removeAll(last(bad)));
            operations.put("loadAll", c -> c.loadAll(last(bad), true, null));
            operations.put("invoke", c -> c.invoke(bad, (entry, arguments) -> null));
            operations.forEach((name, operation) -> assertChangesNothing(cache, name, () -> operation.accept(cache)));
        }
    }

    /** The entry has been read, which counts; nothing else has happened. */
    @ParameterizedTest
    @MethodSource("writing")
    void aProcessorThatSetsAValueThatCannotBeWrittenChangesNothing(Fault fault) {
        for (Cache<Item, Item> cache : List.of(plain, full)) {
            cache.get(KEY);
            List<Long> before = counts(cache);
            List<String> told = List.copyOf(log);
            List<String> calls = List.copyOf(writer.calls);
            Throwable refused = assertThrows(Throwable.class, () -> cache.invoke(KEY, (entry, arguments) -> {
                entry.setValue(new Item("bad", fault));
                return null;
            }));
            assertNames(refused, "invoke");
            assertEquals(List.of(before.get(0) + 1, before.get(1), before.get(2), before.get(3)), counts(cache));
            assertEquals(told, log);
            assertEquals(calls, writer.calls);
            assertEquals(VALUE, cache.get(KEY));
        }
    }

    /** The miss has happened, and counts. */
    @ParameterizedTest
    @MethodSource("writing")
    void aLoadedValueThatCannotBeWrittenIsNotStored(Fault fault) throws Exception {
        loadable.put(ABSENT, new Item("bad", fault));
        loadable.put(KEY, Item.sound("new"));
        loadable.put(Item.sound("fine"), VALUE);
        List<String> told = List.copyOf(log);
        assertNames(assertThrows(Throwable.class, () -> full.get(ABSENT)), "get");
        assertNames(assertThrows(Throwable.class, () -> full.getAll(new LinkedHashSet<>(List.of(Item.sound("fine"), ABSENT)))), "getAll");
        for (boolean replace : new boolean[] {true, false}) {
            CompletionListenerFuture future = new CompletionListenerFuture();
            full.loadAll(new LinkedHashSet<>(List.of(KEY, Item.sound("fine"), ABSENT)), replace, future);
            Throwable refused = assertThrows(java.util.concurrent.ExecutionException.class,
                    () -> future.get(1, java.util.concurrent.TimeUnit.MINUTES)).getCause();
            assertNames(refused, "loadAll");
        }
        assertEquals(told, log);
        assertEquals(List.of("write " + KEY, "write " + OTHER), writer.calls);
        assertEquals(VALUE, full.get(KEY));
        assertTrue(!full.containsKey(ABSENT) && !full.containsKey(Item.sound("fine")));
        assertEquals(2, counts(full).get(2), "puts");
    }

    @ParameterizedTest
    @MethodSource("reading")
    void aValueThatCannotBeReadChangesNothing(Fault fault) {
        Item bad = Item.sound("badly kept");
        for (Cache<Item, Item> cache : List.of(plain, full)) {
            put(cache, bad, new Item("bad", fault));
            log.clear();
            Map<String, Consumer<Cache<Item, Item>>> operations = new LinkedHashMap<>();
            operations.put("get", c -> c.get(bad));
            operations.put("getAll", c -> c.getAll(Set.of(bad)));
            operations.put("getAndPut", c -> c.getAndPut(bad, VALUE));
            operations.put("getAndRemove", c -> c.getAndRemove(bad));
            operations.put("getAndReplace", c -> c.getAndReplace(bad, VALUE));
            operations.put("replace(3)", c -> c.replace(bad, VALUE, Item.sound("new")));
            operations.put("remove(2)", c -> c.remove(bad, VALUE));
            operations.forEach((name, operation) -> assertChangesNothing(cache, name, () -> operation.accept(cache)));
            assertThrows(EntryProcessorException.class, () -> cache.invoke(bad, (entry, arguments) -> entry.getValue()));
            assertTrue(cache.containsKey(bad));
            put(cache, bad, VALUE);
            assertEquals(VALUE, cache.get(bad));
        }
    }

    /** What a listener wants to see and cannot read is an error after the fact. */
    private void put(Cache<Item, Item> cache, Item key, Item value) {
        try {
            cache.put(key, value);
            assertEquals(plain, cache);
        } catch (CacheEntryListenerException e) {
            assertEquals(full, cache);
        }
    }

    /** One entry is lost for the iterator, the others are not. */
    @ParameterizedTest
    @EnumSource(value = Fault.class, mode = EnumSource.Mode.MATCH_ALL, names = "READ.*")
    void anIteratorGoesOnBehindWhatCannotBeRead(Fault fault) {
        plain.put(Item.sound("badly kept"), new Item("bad", fault));
        List<Long> before = counts(plain);
        List<Item> seen = new ArrayList<>();
        int refused = 0;
        for (Iterator<Cache.Entry<Item, Item>> entries = plain.iterator(); refused < 10;) {
            try {
                if (!entries.hasNext()) {
                    break;
                }
                seen.add(entries.next().getKey());
            } catch (CacheException e) {
                assertNames(e, "iterator");
                refused++;
            }
        }
        assertEquals(1, refused);
        assertEquals(Set.of(KEY, OTHER), Set.copyOf(seen));
        assertEquals(before.get(0) + 2, counts(plain).get(0), "hits");
        assertTrue(plain.containsKey(Item.sound("badly kept")));
    }

    @Test
    void aSerializerThatCannotBeHadIsAnErrorOfTheCreation() {
        class Hidden implements Serializer<Item> {
            @Override
            public void write(Item object, SerializerOutput out) {
                out.writeByte(1);
            }

            @Override
            public Item read(SerializerInput in) {
                return VALUE;
            }
        }

        class Choosing extends MutableConfiguration<Item, Item> implements CodecSettings.Source {
            private static final long serialVersionUID = 1L;

            @Override
            public CodecSettings codecSettings() {
                return CodecSettings.builder().valueSerializer(Hidden.class).build();
            }
        }

        CacheException refused = assertThrows(CacheException.class, () -> manager.createCache("refused", new Choosing()));
        assertTrue(refused.getMessage().contains("'refused'") && refused.getMessage().contains(Hidden.class.getName()),
                refused.getMessage());
        manager.createCache("refused", new MutableConfiguration<>());
    }
}
