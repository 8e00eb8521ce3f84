package illumiomonitor.engine.time;

import static com.cronutils.model.CronType.UNIX;

import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The ticks of a schedule: instants in UTC that every process finds alike. Immutable. */
public sealed interface Grid {

    /** The newest tick that is not after this instant. */
    Instant floor(Instant instant);

    /** The first tick after this instant. */
    Instant next(Instant instant);

    /** The ticks of a stretch, ascending; both ends inclusive. */
    default List<Instant> between(Instant from, Instant to) {
        List<Instant> ticks = new ArrayList<>();
        for (Instant tick = ceil(from); !tick.isAfter(to); tick = next(tick)) {
            ticks.add(tick);
        }
        return ticks;
    }

    /** The first tick that is not before this instant. */
    default Instant ceil(Instant instant) {
        Instant floor = floor(instant);
        return floor.equals(instant) ? floor : next(instant);
    }

    /** How long before this instant's tick the one before it was. */
    default Duration step(Instant instant) {
        Instant tick = floor(instant);
        return Duration.between(floor(tick.minusNanos(1)), tick);
    }

    /**
     * The multiples of a length since 00:00 UTC. Every day starts anew, so a length that does not
     * divide a day has a short last step.
     *
     * @throws IllegalArgumentException if it is not between one second and one day
     */
    static Grid every(Duration length) {
        return new Multiples(length);
    }

    /**
     * A cron expression of five fields, in UTC.
     *
     * @throws IllegalArgumentException if it is none, or never comes
     */
    static Grid cron(String expression) {
        return new Cron(expression);
    }

    /** {@link #every}. */
    record Multiples(Duration length) implements Grid {

        public Multiples {
            if (length.compareTo(Duration.ofSeconds(1)) < 0
                    || length.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException(
                        "the grid's step must be 1s to 1d, but was " + length);
            }
        }

        @Override
        public Instant floor(Instant instant) {
            Instant midnight = instant.truncatedTo(ChronoUnit.DAYS);
            long steps = Duration.between(midnight, instant).dividedBy(length);
            return midnight.plus(length.multipliedBy(steps));
        }

        @Override
        public Instant next(Instant instant) {
            Instant next = floor(instant).plus(length);
            Instant midnight = instant.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
            return next.isAfter(midnight) ? midnight : next;
        }
    }

    /** {@link #cron}. */
    final class Cron implements Grid {

        private final String expression;
        private final ExecutionTime times;

        private Cron(String expression) {
            this.expression = expression;
            this.times =
                    ExecutionTime.forCron(
                            new CronParser(CronDefinitionBuilder.instanceDefinitionFor(UNIX))
                                    .parse(expression)
                                    .validate());
            next(Instant.EPOCH);
        }

        @Override
        public Instant floor(Instant instant) {
            // The library looks strictly before, in whole seconds.
            return found(
                    times.lastExecution(
                            utc(instant.truncatedTo(ChronoUnit.SECONDS)).plusSeconds(1)));
        }

        @Override
        public Instant next(Instant instant) {
            return found(times.nextExecution(utc(instant)));
        }

        private Instant found(Optional<ZonedDateTime> time) {
            return time.map(ZonedDateTime::toInstant)
                    .orElseThrow(
                            () ->
                                    new IllegalArgumentException(
                                            "the schedule \"" + expression + "\" never comes"));
        }

        private static ZonedDateTime utc(Instant instant) {
            return instant.atZone(ZoneOffset.UTC);
        }
    }
}
