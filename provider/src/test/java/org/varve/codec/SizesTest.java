package org.varve.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of {@code docs/encoding.md}. */
class SizesTest {
    private static final LocalDateTime NOW = LocalDateTime.of(2026, 3, 14, 15, 9, 26, 535_897_000);

    record Order(String customer, long number, BigDecimal amount, LocalDate day, int lines, boolean paid) implements Serializable {
    }

    static Stream<Arguments> sizes() {
        return Stream.of(
                Arguments.of("", 1), Arguments.of("customer#123", 13), Arguments.of("größe", 6),
                Arguments.of("кириллица и пробел", 35), Arguments.of("漢字仮名", 9), Arguments.of("price 5 €", 12),
                Arguments.of(true, 1), Arguments.of((byte) 100, 2), Arguments.of('x', 2), Arguments.of((short) 300, 3),
                Arguments.of(0, 1), Arguments.of(-128, 2), Arguments.of(1_000, 3), Arguments.of(1_000_000, 4),
                Arguments.of(Integer.MAX_VALUE, 5), Arguments.of(0L, 1), Arguments.of(42L, 2), Arguments.of(30_000L, 3),
                Arguments.of(1_000_000_000_000L, 7), Arguments.of(Long.MIN_VALUE, 9), Arguments.of(1.5f, 5), Arguments.of(1.5, 9),
                Arguments.of(new byte[100], 101), Arguments.of(UUID.randomUUID(), 17),
                Arguments.of(java.util.concurrent.TimeUnit.DAYS, 3),
                Arguments.of(BigInteger.TEN, 2), Arguments.of(new BigDecimal("19.99"), 4),
                Arguments.of(new BigDecimal("123456789.0123"), 8),
                Arguments.of(Instant.ofEpochSecond(1_773_500_000L), 7), Arguments.of(Instant.ofEpochMilli(1_773_500_000_123L), 8),
                Arguments.of(NOW.toInstant(ZoneOffset.UTC), 10), Arguments.of(NOW.toLocalDate(), 3),
                Arguments.of(LocalDate.of(1815, 12, 10), 4), Arguments.of(LocalTime.of(9, 30), 4), Arguments.of(NOW, 9),
                Arguments.of(OffsetDateTime.of(NOW, ZoneOffset.ofHours(2)), 10),
                Arguments.of(ZonedDateTime.of(NOW, ZoneId.of("Europe/Berlin")), 23), Arguments.of(ZoneOffset.UTC, 2),
                Arguments.of(ZoneId.of("Europe/Berlin"), 14), Arguments.of(Duration.ofMinutes(5), 4),
                Arguments.of(Period.ofDays(30), 4), Arguments.of(Year.of(2026), 3), Arguments.of(YearMonth.of(2026, 3), 3),
                Arguments.of(MonthDay.of(3, 14), 2), Arguments.of(new Date(1_773_500_000_123L), 7),
                Arguments.of(new Timestamp(1_773_500_000_123L), 8),
                Arguments.of(new ArrayList<>(List.of("a")), 5),
                Arguments.of(Map.of("a", 1), 8), Arguments.of(new int[] {1, 2}, 9), Arguments.of(Optional.of("a"), 4),
                Arguments.of(new Order("customer#123", 42, new BigDecimal("19.99"), NOW.toLocalDate(), 7, true), 28));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void encodingsAreAsShortAsDocumented(Object object, int bytes) {
        assertEquals(bytes, Encodings.encode(object).length);
    }
}
