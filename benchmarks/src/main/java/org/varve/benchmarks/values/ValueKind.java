package org.varve.benchmarks.values;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.hibernate.cache.spi.entry.StandardCacheEntryImpl;
import org.varve.benchmarks.measure.Allocation;
import org.varve.benchmarks.measure.Loop;

/** What caches are filled with. */
public enum ValueKind {
    /** Arrays of 100 bytes. */
    BYTES_100(byte[].class, new BytesForm(), count -> arrays(count, 100, 100)),
    /** Arrays of 80 to 120 bytes, so that an overwritten value seldom has the length of the new one. */
    BYTES_80_120(byte[].class, new BytesForm(), count -> arrays(count, 80, 120)),
    /** Arrays of 1,024 bytes. */
    BYTES_1024(byte[].class, new BytesForm(), count -> arrays(count, 1024, 1024)),
    /** Strings of 100 Latin-1 characters. */
    STRING_100(String.class, new TextForm(), ValueKind::strings),
    /** Objects of six fields. */
    ORDER(Order.class, new OrderForm(), ValueKind::orders),
    /** Hibernate's cache entries of entities with 15 columns. */
    ENTRY(StandardCacheEntryImpl.class, new AccountForm(), AccountEntries::build),
    /** Records of YCSB: maps of ten names to 100 bytes each. */
    RECORD(HashMap.class, new RecordForm(), RecordForm::records);

    private static final int TEXT = 100;

    private final Class<?> type;
    private final HandWritten<?> form;
    private final IntFunction<Object[]> make;

    <T> ValueKind(Class<? super T> type, HandWritten<T> form, IntFunction<Object[]> make) {
        this.type = type;
        this.form = form;
        this.make = make;
    }

    /** As options and figures name it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Class of the values. */
    public Class<?> type() {
        return type;
    }

    /** Their hand-written form. */
    @SuppressWarnings("unchecked") // the constructor has seen to it
    public HandWritten<Object> form() {
        return (HandWritten<Object>) form;
    }

    /** The hand-written form of strings, such as keys. */
    public static HandWritten<String> textForm() {
        return new TextForm();
    }

    /** Values that differ from each other, the same ones each time. */
    public Object[] values(int count) {
        return make.apply(count);
    }

    /** Another object with the same content, where that costs nothing but copying; else the same. */
    public static Object copy(Object value) {
        return value instanceof byte[] bytes ? bytes.clone() : value;
    }

    /** Bytes on the heap that reading a value from its hand-written form takes at least: the object with all that it consists of. */
    public double allocated() {
        Object value = values(1)[0];
        ByteBuffer bytes = ByteBuffer.allocate(form().size(value));
        form().write(value, bytes);
        Object[] kept = new Object[1];
        return Allocation.perOperation(new Loop(1, 1) {
            @Override
            public long batch() {
                for (int i = 0; i < BATCH; i++) {
                    kept[0] = form().read(bytes.rewind());
                }
                return 0;
            }
        });
    }

    private static Object[] arrays(int count, int least, int most) {
        byte[][] arrays = new byte[count][];
        for (int i = 0; i < count; i++) {
            SplittableRandom random = new SplittableRandom(i);
            // The first is as long as they are on average.
            arrays[i] = new byte[i == 0 || least == most ? (least + most) / 2 : random.nextInt(least, most + 1)];
            random.nextBytes(arrays[i]);
        }
        return arrays;
    }

    private static Object[] strings(int count) {
        String[] strings = new String[count];
        for (int i = 0; i < count; i++) {
            strings[i] = (i + " is the number of this text. ").repeat(TEXT).substring(0, TEXT);
        }
        return strings;
    }

    private static Object[] orders(int count) {
        Order[] orders = new Order[count];
        for (int i = 0; i < count; i++) {
            orders[i] = Order.of(i);
        }
        return orders;
    }
}
