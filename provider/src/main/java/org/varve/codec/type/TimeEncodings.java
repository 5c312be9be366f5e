package org.varve.codec.type;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import org.varve.codec.CodecException;
import org.varve.codec.DecodeInput;
import org.varve.codec.EncodeBuffer;
import org.varve.codec.Tag;

/**
 * The classes of {@code java.time} without offset or zone. All are final and compare exactly the fields that are encoded,
 * so all are canonical. Dates go field by field: converting to days since the epoch and back takes longer.
 */
final class TimeEncodings {
    /** Middle of the years whose dates take two bytes, 1993 to 2037. */
    private static final int BASE_YEAR = 2015;

    private static final int MONTHS = 12;
    private static final int DAYS = 31;

    private static final int UNIT_BITS = 2;
    private static final int UNIT_MASK = (1 << UNIT_BITS) - 1;
    private static final int SECONDS = 0;
    private static final int MILLIS = 1;
    private static final int MICROS = 2;
    private static final int NANOS = 3;
    private static final int[] NANOS_PER_UNIT = {1_000_000_000, 1_000_000, 1_000, 1};

    private TimeEncodings() {
    }

    static void addTo(EncodingTable table) {
        table.<Instant>addCanonical(Tag.INSTANT, Instant.class,
                (i, out) -> appendSeconds(i.getEpochSecond(), i.getNano(), out),
                in -> Instant.ofEpochSecond(in.readZigzag(), readFraction(in)));
        table.<Duration>addCanonical(Tag.DURATION, Duration.class,
                (d, out) -> appendSeconds(d.getSeconds(), d.getNano(), out),
                in -> Duration.ofSeconds(in.readZigzag(), readFraction(in)));
        table.<LocalDate>addCanonical(Tag.LOCAL_DATE, LocalDate.class, TimeEncodings::appendDate, TimeEncodings::readDate);
        table.<LocalTime>addCanonical(Tag.LOCAL_TIME, LocalTime.class, TimeEncodings::appendTime, TimeEncodings::readTime);
        table.<LocalDateTime>addCanonical(Tag.LOCAL_DATE_TIME, LocalDateTime.class, TimeEncodings::appendDateTime,
                TimeEncodings::readDateTime);
        table.<Period>addCanonical(Tag.PERIOD, Period.class, TimeEncodings::appendPeriod,
                in -> Period.of(in.readZigzagInt(), in.readZigzagInt(), in.readZigzagInt()));
        table.<Year>addCanonical(Tag.YEAR, Year.class, (y, out) -> out.appendMinimal(y.getValue()),
                in -> Year.of(DecodeInput.toInt(in.readMinimal())));
        table.<YearMonth>addCanonical(Tag.YEAR_MONTH, YearMonth.class,
                (m, out) -> out.appendMinimal((long) m.getYear() * MONTHS + m.getMonthValue() - 1),
                TimeEncodings::readYearMonth);
        table.<MonthDay>addCanonical(Tag.MONTH_DAY, MonthDay.class,
                (d, out) -> out.appendMinimal((d.getMonthValue() - 1) * DAYS + d.getDayOfMonth() - 1),
                TimeEncodings::readMonthDay);
    }

    /** Seconds and the nanoseconds that follow them, 0 to 999,999,999. */
    static void appendSeconds(long seconds, int nanos, EncodeBuffer out) {
        out.appendZigzag(seconds);
        int unit = coarsestUnit(nanos);
        out.appendVarint(unit == SECONDS ? 0 : (long) (nanos / NANOS_PER_UNIT[unit]) << UNIT_BITS | unit);
    }

    /** The nanoseconds that {@link #appendSeconds} wrote, after the seconds. */
    static int readFraction(DecodeInput in) {
        long fraction = in.readVarint();
        int perUnit = NANOS_PER_UNIT[(int) fraction & UNIT_MASK];
        long count = fraction >>> UNIT_BITS;
        if (count >= NANOS_PER_UNIT[SECONDS] / perUnit) {
            throw CodecException.damaged("a fraction of a second that is a second or more");
        }
        return (int) count * perUnit;
    }

    static void appendDate(LocalDate date, EncodeBuffer out) {
        long months = (date.getYear() - BASE_YEAR) * (long) MONTHS + date.getMonthValue() - 1;
        out.appendZigzag(months * DAYS + date.getDayOfMonth() - 1);
    }

    static LocalDate readDate(DecodeInput in) {
        long days = in.readZigzag();
        long months = Math.floorDiv(days, DAYS);
        long year = Math.floorDiv(months, MONTHS) + BASE_YEAR;
        return LocalDate.of(DecodeInput.toInt(year), Math.floorMod(months, MONTHS) + 1, Math.floorMod(days, DAYS) + 1);
    }

    static void appendTime(LocalTime time, EncodeBuffer out) {
        int unit = coarsestUnit(time.getNano());
        out.appendVarint(time.toNanoOfDay() / NANOS_PER_UNIT[unit] << UNIT_BITS | unit);
    }

    static LocalTime readTime(DecodeInput in) {
        long time = in.readVarint();
        return LocalTime.ofNanoOfDay(Math.multiplyExact(time >>> UNIT_BITS, NANOS_PER_UNIT[(int) time & UNIT_MASK]));
    }

    static void appendDateTime(LocalDateTime dateTime, EncodeBuffer out) {
        appendDate(dateTime.toLocalDate(), out);
        appendTime(dateTime.toLocalTime(), out);
    }

    static LocalDateTime readDateTime(DecodeInput in) {
        return LocalDateTime.of(readDate(in), readTime(in));
    }

    private static int coarsestUnit(int nanos) {
        if (nanos == 0) {
            return SECONDS;
        }
        if (nanos % NANOS_PER_UNIT[MICROS] != 0) {
            return NANOS;
        }
        return nanos % NANOS_PER_UNIT[MILLIS] == 0 ? MILLIS : MICROS;
    }

    private static void appendPeriod(Period period, EncodeBuffer out) {
        out.appendZigzag(period.getYears());
        out.appendZigzag(period.getMonths());
        out.appendZigzag(period.getDays());
    }

    private static YearMonth readYearMonth(DecodeInput in) {
        long months = in.readMinimal();
        return YearMonth.of(DecodeInput.toInt(Math.floorDiv(months, MONTHS)), Math.floorMod(months, MONTHS) + 1);
    }

    private static MonthDay readMonthDay(DecodeInput in) {
        int days = DecodeInput.toInt(in.readMinimal());
        return MonthDay.of(Math.floorDiv(days, DAYS) + 1, Math.floorMod(days, DAYS) + 1);
    }
}
