package illumiomonitor.rules;

import illumiomonitor.spi.SourceHealth;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a source did, as a case writes it. */
record CaseHealth(
        @Nullable String pce,
        @Nullable String kind,
        @Nullable String state,
        @Nullable Integer failures,
        @Nullable String lastOk,
        @Nullable String reason,
        @Nullable String quiet,
        @Nullable String longestQuiet) {

    SourceHealth fact(Instant tick) {
        return new SourceHealth(
                pce == null ? "hq" : pce,
                kind == null ? "TRAFFIC" : kind,
                state == null ? "OK" : state,
                failures == null ? 0 : failures,
                CaseTimes.at(lastOk, tick),
                reason == null ? "" : reason,
                quiet == null ? Duration.ZERO : CaseTimes.length(quiet),
                longestQuiet == null ? Duration.ZERO : CaseTimes.length(longestQuiet));
    }
}
