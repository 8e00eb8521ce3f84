package illumiomonitor.rules;

import illumiomonitor.spi.OpenAlert;
import illumiomonitor.spi.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An alert of earlier ticks, as a case writes it. */
record CaseOpenAlert(
        @Nullable String pce,
        @Nullable String rule,
        @Nullable String subject,
        @Nullable Severity severity,
        @Nullable String firstTick,
        @Nullable String lastTick) {

    OpenAlert fact(Instant tick) {
        return new OpenAlert(
                pce == null ? "hq" : pce,
                rule == null ? "" : rule,
                subject == null ? "" : subject,
                severity == null ? Severity.MEDIUM : severity,
                CaseTimes.at(firstTick == null ? "-5m" : firstTick, tick),
                CaseTimes.at(lastTick == null ? "-5m" : lastTick, tick));
    }
}
