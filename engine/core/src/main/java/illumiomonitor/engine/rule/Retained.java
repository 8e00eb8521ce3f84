package illumiomonitor.engine.rule;

import illumiomonitor.engine.config.Config;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How long the store keeps what rules look back into. A rule that needs more would learn for ever,
 * or compare with a past that is no longer there, so it is refused.
 */
final class Retained {

    /** For texts that are judged apart from a configuration: everything is kept. */
    static final Retained EVERYTHING =
            new Retained(
                    new Config.Keep(
                            Duration.ofDays(36_500),
                            Duration.ofDays(36_500),
                            Duration.ofDays(36_500),
                            Duration.ofDays(36_500),
                            Duration.ofDays(36_500)));

    private final Config.Keep keep;

    Retained(Config.Keep keep) {
        this.keep = keep;
    }

    /** The text, with an error for each of its rules that needs more than is kept. */
    RuleText held(RuleText text) {
        Reach reach = Reach.of(text);
        Place place = new Place(text.file(), text.text());
        List<RuleError> errors = new ArrayList<>(text.errors());
        for (Header header : text.headers()) {
            Duration learns = header.minHistory();
            Duration sees = longer(learns, header.window());
            if (reach.rollups()) {
                refuse(place, header, "rollups", learns, keep.rollups(), errors);
            }
            if (reach.flows()) {
                refuse(place, header, "flows", sees, keep.flows(), errors);
            }
            if (reach.events()) {
                refuse(place, header, "events", sees, keep.events(), errors);
            }
        }
        return new RuleText(
                text.file(), text.version(), text.text(), text.headers(), text.types(), errors);
    }

    private static void refuse(
            Place place,
            Header header,
            String key,
            Duration needed,
            Duration kept,
            List<RuleError> errors) {
        if (needed.compareTo(kept) <= 0) {
            return;
        }
        int rule = place.line(header.line());
        boolean learns = header.minHistory().equals(needed);
        int at = place.word(learns ? "@minHistory" : "@window", rule);
        errors.add(
                place.at(
                        at < 0 ? rule : at,
                        header.name(),
                        "rule \"%s\" needs %s of history, keep.%s is %s: set keep.%s to %s or more"
                                .formatted(
                                        header.name(),
                                        spoken(needed),
                                        key,
                                        written(kept),
                                        key,
                                        written(needed))));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static String spoken(Duration length) {
        long days = length.toDays();
        boolean whole = length.equals(Duration.ofDays(days));
        return whole ? days + (days == 1 ? " day" : " days") : written(length);
    }

    /** As the configuration writes it: the largest unit that fits whole. */
    private static String written(Duration length) {
        long seconds = length.toSeconds();
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
