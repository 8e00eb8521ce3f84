package illumiomonitor.engine.alert;

import illumiomonitor.engine.rule.Measure;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The most that people were told of a subject by its alerts that are open or not long over.
 *
 * @param until first instant at which it no longer counts, null while such an alert is open
 */
record Told(Measure most, @Nullable Instant until) {

    /** Of the rows that count at a tick; there is at least one. */
    static Told of(List<ToldRow> rows, Instant tick, Duration refractory) {
        Measure most = Measure.NONE;
        Instant until = Instant.MIN;
        boolean open = false;
        for (ToldRow row : rows) {
            most = most.and(new Measure(row.measured(), row.z()));
            Instant over = row.lastTick().plus(refractory);
            until = over.isAfter(until) ? over : until;
            Instant closed = row.closedTick();
            open |= closed == null || closed.isAfter(tick);
        }
        return new Told(most, open ? null : until);
    }

    boolean beatenBy(Measure now) {
        return now.exceeds(most);
    }

    /** E.g. {@code told of z 12.5 and 45}. */
    String reason() {
        List<String> numbers = new ArrayList<>();
        Double z = most.z();
        Double value = most.value();
        if (z != null) {
            numbers.add("z " + number(z));
        }
        if (value != null) {
            numbers.add(number(value));
        }
        return numbers.isEmpty()
                ? "refractory"
                : "refractory: told of " + String.join(" and ", numbers);
    }

    private static String number(double value) {
        return new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(Locale.ROOT))
                .format(value);
    }
}
