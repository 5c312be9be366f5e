package org.varve.codec;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Random;

/** Generators for {@code java.time}. */
final class TimeKinds {
    private static final String[] REGIONS = ZoneId.getAvailableZoneIds().stream().sorted().toArray(String[]::new);
    private static final int[] FRACTION_UNITS = {1_000_000_000, 1_000_000, 1_000, 1};
    private static final LocalDateTime OVERLAP = LocalDateTime.of(2024, 10, 27, 2, 30);

    private TimeKinds() {
    }

    static List<Kind> all() {
        return List.of(
                new Kind("Instant", List.of(Instant.EPOCH, Instant.MIN, Instant.MAX, Instant.ofEpochSecond(-1, 999_999_999)),
                        r -> Instant.ofEpochSecond(Kinds.anyLong(r) >> 10, anyNanos(r))),
                new Kind("LocalDate", List.of(LocalDate.MIN, LocalDate.MAX, LocalDate.EPOCH, LocalDate.of(0, 1, 1),
                        LocalDate.of(2024, 2, 29), LocalDate.of(2014, 12, 31), LocalDate.of(2015, 1, 1)), TimeKinds::anyDate),
                new Kind("LocalTime", List.of(LocalTime.MIN, LocalTime.MAX, LocalTime.NOON, LocalTime.of(0, 0, 0, 1)),
                        TimeKinds::anyTime),
                new Kind("LocalDateTime", List.of(LocalDateTime.MIN, LocalDateTime.MAX), r -> anyDate(r).atTime(anyTime(r))),
                new Kind("OffsetDateTime", List.of(OffsetDateTime.MIN, OffsetDateTime.MAX),
                        r -> anyDate(r).atTime(anyTime(r)).atOffset(anyOffset(r))),
                new Kind("OffsetTime", List.of(OffsetTime.MIN, OffsetTime.MAX), r -> anyTime(r).atOffset(anyOffset(r))),
                new Kind("ZonedDateTime", List.of(
                        LocalDateTime.MIN.atZone(ZoneOffset.MAX), LocalDateTime.MAX.atZone(ZoneOffset.MIN),
                        OVERLAP.atZone(ZoneId.of("Europe/Berlin")).withEarlierOffsetAtOverlap(),
                        OVERLAP.atZone(ZoneId.of("Europe/Berlin")).withLaterOffsetAtOverlap(),
                        OVERLAP.atZone(ZoneId.of("UTC+01:00"))), r -> anyDate(r).atTime(anyTime(r)).atZone(anyZone(r))),
                new Kind("ZoneOffset", List.of(ZoneOffset.UTC, ZoneOffset.MIN, ZoneOffset.MAX, ZoneOffset.ofHours(9),
                        ZoneOffset.ofTotalSeconds(1), ZoneOffset.ofHoursMinutes(5, 45)), TimeKinds::anyOffset),
                new Kind("ZoneRegion", List.of(ZoneId.of("UTC"), ZoneId.of("GMT"), ZoneId.of("GMT0"), ZoneId.of("UT+05:30")),
                        r -> ZoneId.of(Kinds.any(r, REGIONS))),
                new Kind("Duration", List.of(Duration.ZERO, Duration.ofNanos(-1), Duration.ofSeconds(Long.MIN_VALUE),
                        Duration.ofSeconds(Long.MAX_VALUE, 999_999_999)), r -> Duration.ofSeconds(Kinds.anyLong(r), anyNanos(r))),
                new Kind("Period", List.of(Period.ZERO, Period.of(Integer.MIN_VALUE, Integer.MAX_VALUE, -1)),
                        r -> Period.of((int) Kinds.anyLong(r), (int) Kinds.anyLong(r), (int) Kinds.anyLong(r))),
                new Kind("Year", List.of(Year.of(0), Year.of(Year.MIN_VALUE), Year.of(Year.MAX_VALUE)),
                        r -> Year.of(anyDate(r).getYear())),
                new Kind("YearMonth", List.of(YearMonth.of(Year.MIN_VALUE, 1), YearMonth.of(Year.MAX_VALUE, 12),
                        YearMonth.of(-1, 12)), r -> YearMonth.from(anyDate(r))),
                new Kind("MonthDay", List.of(MonthDay.of(1, 1), MonthDay.of(2, 29), MonthDay.of(12, 31)),
                        r -> MonthDay.from(anyDate(r))));
    }

    static int anyNanos(Random random) {
        int unit = FRACTION_UNITS[random.nextInt(FRACTION_UNITS.length)];
        return random.nextInt(1_000_000_000 / unit) * unit;
    }

    private static LocalDate anyDate(Random random) {
        int year = random.nextInt(3) == 0 ? random.nextInt() % Year.MAX_VALUE : 1900 + random.nextInt(200);
        return LocalDate.ofYearDay(year, 1 + random.nextInt(365));
    }

    private static LocalTime anyTime(Random random) {
        return LocalTime.ofSecondOfDay(random.nextInt(86_400)).withNano(anyNanos(random));
    }

    private static ZoneOffset anyOffset(Random random) {
        int seconds = random.nextInt(2 * 64_800 + 1) - 64_800;
        return ZoneOffset.ofTotalSeconds(random.nextBoolean() ? seconds / 900 * 900 : seconds);
    }

    private static ZoneId anyZone(Random random) {
        return random.nextInt(3) == 0 ? anyOffset(random) : ZoneId.of(Kinds.any(random, REGIONS));
    }
}
