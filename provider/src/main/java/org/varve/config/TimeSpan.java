package org.varve.config;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.cache.expiry.Duration;

/** Reads times to live as people write them. */
public final class TimeSpan {
    /** What {@link #parse} takes, in words. */
    public static final String SYNTAX = "'eternal', or a whole number and its unit: ms, s, m (minutes), h or d, also written out";

    private static final Pattern SPAN = Pattern.compile("(\\d{1,15})\\s*([a-z]+)");
    private static final Map<String, TimeUnit> UNITS = Map.ofEntries(
            Map.entry("ms", TimeUnit.MILLISECONDS), Map.entry("millis", TimeUnit.MILLISECONDS),
            Map.entry("millisecond", TimeUnit.MILLISECONDS), Map.entry("milliseconds", TimeUnit.MILLISECONDS),
            Map.entry("s", TimeUnit.SECONDS), Map.entry("second", TimeUnit.SECONDS), Map.entry("seconds", TimeUnit.SECONDS),
            Map.entry("m", TimeUnit.MINUTES), Map.entry("minute", TimeUnit.MINUTES), Map.entry("minutes", TimeUnit.MINUTES),
            Map.entry("h", TimeUnit.HOURS), Map.entry("hour", TimeUnit.HOURS), Map.entry("hours", TimeUnit.HOURS),
            Map.entry("d", TimeUnit.DAYS), Map.entry("day", TimeUnit.DAYS), Map.entry("days", TimeUnit.DAYS));

    private TimeSpan() {
    }

    /**
     * A time to live such as {@code 10m}. A number without a unit is refused: what one library takes for seconds is
     * milliseconds to another.
     *
     * @throws IllegalArgumentException if the text is not a time to live
     */
    public static Duration parse(String text) {
        String span = text.strip().toLowerCase(Locale.ROOT);
        if (span.equals("eternal")) {
            return Duration.ETERNAL;
        }
        Matcher matcher = SPAN.matcher(span);
        TimeUnit unit = matcher.matches() ? UNITS.get(matcher.group(2)) : null;
        if (unit == null) {
            throw new IllegalArgumentException("not a time to live: '" + text + "'");
        }
        return new Duration(unit, Long.parseLong(matcher.group(1)));
    }
}
