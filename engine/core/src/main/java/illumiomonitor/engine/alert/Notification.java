package illumiomonitor.engine.alert;

import static java.util.Objects.requireNonNull;

import illumiomonitor.spi.Alert;
import java.util.List;

/**
 * That people are to be told of an alert.
 *
 * @param alert as it was then; {@code openedAt} is the episode's first tick
 * @param number n-th notification of the alert, from 1
 * @param attack ATT&amp;CK ids of its rule
 */
public record Notification(Alert alert, int number, Cause cause, List<String> attack) {

    public Notification {
        requireNonNull(alert, "alert");
        requireNonNull(cause, "cause");
        attack = List.copyOf(attack);
        if (number < 1) {
            throw new IllegalArgumentException("number must be at least 1, but was " + number);
        }
    }
}
