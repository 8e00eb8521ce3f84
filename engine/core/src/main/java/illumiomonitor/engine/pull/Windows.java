package illumiomonitor.engine.pull;

import illumiomonitor.spi.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Which windows a pull asks for where counters count the UTC day. Once that is proven there is one,
 * and it ends at the tick, because a source that shows the past answers as of a window's end.
 */
final class Windows {

    /** One pull an hour reaches back so far, for what was reported late. */
    private static final Duration HOURLY_REACH = Duration.ofHours(6);

    /** When these times of the day have passed, the whole day before is asked for once more. */
    private static final List<Duration> DAY_IS_OVER =
            List.of(Duration.ofHours(3), Duration.ofHours(12));

    private Windows() {}

    /** The windows, the oldest first. */
    static List<TimeWindow> of(Frame frame, Duration overlap) {
        return frame.mode() == Mode.BUCKET ? bucket(frame, overlap) : wholeDays(frame);
    }

    private static List<TimeWindow> bucket(Frame frame, Duration overlap) {
        Instant tick = frame.tick();
        Instant previous = frame.previousEnd();
        if (previous == null) {
            return List.of(window(frame, frame.coverage(), tick));
        }
        Instant from = earlier(previous, tick.minus(frame.every())).minus(overlap);
        if (frame.brings(tick.truncatedTo(ChronoUnit.HOURS))) {
            from = earlier(from, tick.minus(HOURLY_REACH));
        }
        Instant today = Times.startOfDay(tick);
        for (Instant day = dayBefore(previous); day.isBefore(today); day = dayAfter(day)) {
            Instant end = dayAfter(day);
            if (DAY_IS_OVER.stream().anyMatch(time -> frame.brings(end.plus(time)))) {
                from = earlier(from, day);
            }
        }
        return List.of(window(frame, from, tick));
    }

    private static List<TimeWindow> wholeDays(Frame frame) {
        List<TimeWindow> windows = new ArrayList<>();
        Instant day = Times.startOfDay(frame.floor());
        for (; !day.isAfter(frame.tick()); day = dayAfter(day)) {
            windows.add(window(frame, day, earlier(dayAfter(day).minusMillis(1), frame.tick())));
        }
        return windows;
    }

    private static TimeWindow window(Frame frame, Instant from, Instant to) {
        Instant floor = earlier(frame.floor(), to);
        return new TimeWindow(from.isBefore(floor) ? floor : from, to);
    }

    private static Instant dayBefore(Instant instant) {
        return Times.startOfDay(instant).minus(1, ChronoUnit.DAYS);
    }

    private static Instant dayAfter(Instant day) {
        return day.plus(1, ChronoUnit.DAYS);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
