package illumiomonitor.engine.rollup;

import illumiomonitor.engine.network.Infrastructure;
import illumiomonitor.engine.rule.FlowWindows;
import illumiomonitor.engine.rule.FlowWindows.Pair;
import illumiomonitor.spi.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Hours in which a source often tried a destination that did not answer. Not thread-safe. */
final class Knocks {

    /** As far back as one answer goes. */
    private static final int MOST_HOURS = 24;

    private static final Duration HOUR = Duration.ofHours(1);

    private final FlowWindows windows;
    private final Answers answers;
    private final int pceId;
    private final Tick tick;

    Knocks(FlowWindows windows, Answers answers, int pceId, Tick tick) {
        this.windows = windows;
        this.answers = answers;
        this.pceId = pceId;
        this.tick = tick;
    }

    /** Cost: the increments of each hour are read once for all pairs. */
    int hours(String srcIp, String dstIp, long atLeast, int hours) {
        int back = Math.min(hours, MOST_HOURS);
        return answers.kept(() -> hours(atLeast, back), "knocks", atLeast, back)
                .getOrDefault(new Pair(srcIp, dstIp), 0);
    }

    private Map<Pair, Integer> hours(long atLeast, int back) {
        Map<Pair, Integer> hours = new HashMap<>();
        for (int hour = 0; hour < back; hour++) {
            knocks(tick.at().minus(HOUR.multipliedBy(hour)))
                    .forEach(
                            (pair, knocks) -> {
                                if (knocks >= atLeast) {
                                    hours.merge(pair, 1, Integer::sum);
                                }
                            });
        }
        return hours;
    }

    private Map<Pair, Long> knocks(Instant to) {
        try {
            return windows.unanswered(
                    pceId, to.minus(HOUR), to, port -> !Infrastructure.isPort(port));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while a rule asked for the past", e);
        }
    }
}
