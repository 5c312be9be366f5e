package org.varve.examples.hibernate.staleness;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.util.concurrent.CountDownLatch;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;

/** An entity whose loading can be held up after its row was read and before it is put into the cache. */
@Entity
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
class Slow {

    /** Holds up one thread. */
    static class Hold implements AttributeConverter<String, String> {

        private static volatile Thread held;
        private static volatile CountDownLatch reached;
        private static volatile CountDownLatch release;

        /** From now on this thread stops when it reads a row. */
        static void current() {
            held = Thread.currentThread();
        }

        static void prepare() {
            reached = new CountDownLatch(1);
            release = new CountDownLatch(1);
        }

        static void awaitReached() throws InterruptedException {
            reached.await();
        }

        static void release() {
            release.countDown();
        }

        @Override
        public String convertToDatabaseColumn(String attribute) {
            return attribute;
        }

        @Override
        public String convertToEntityAttribute(String column) {
            if (Thread.currentThread() == held) {
                held = null;
                reached.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            return column;
        }
    }

    @Id
    private Long id;

    @Version
    private int version;

    @Convert(converter = Hold.class)
    private String text;

    Slow() {
    }

    Slow(long id, String text) {
        this.id = id;
        this.text = text;
    }

    String getText() {
        return text;
    }

    void setText(String text) {
        this.text = text;
    }
}
