package illumiomonitor.engine.pull;

import illumiomonitor.spi.TimeWindow;
import java.util.ArrayList;
import java.util.List;

/** What a pull has asked for, so that it is known what the absence of a row proves. */
final class Asked {

    private final List<TimeWindow> windows = new ArrayList<>();
    private final LongSet wholeDays = new LongSet();
    private final long tick;

    Asked(long tick) {
        this.tick = tick;
    }

    void add(TimeWindow window) {
        windows.add(window);
        long from = window.from().toEpochMilli();
        long to = window.to().toEpochMilli();
        for (long day = Times.day(from); day <= Times.day(to); day++) {
            long start = day * Times.DAY;
            if (from <= start && to >= Math.min(start + Times.DAY - 1, tick)) {
                wholeDays.add(day);
            }
        }
    }

    /** Whether a row whose newest activity is this would have come. */
    boolean shows(long lastDetected) {
        return wholeDays.has(Times.day(lastDetected))
                || windows.stream()
                        .anyMatch(
                                window ->
                                        window.from().toEpochMilli() <= lastDetected
                                                && lastDetected <= window.to().toEpochMilli());
    }

    /** Whether all of a UTC day was asked, as far as it has passed. */
    boolean wholeDay(long day) {
        return wholeDays.has(day);
    }
}
