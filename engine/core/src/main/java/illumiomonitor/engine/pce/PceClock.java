package illumiomonitor.engine.pce;

import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/**
 * The PCE's time, as the {@code Date} headers of its answers show it. A header says it to the
 * second, so the offset only moves when an answer proves the old one wrong. Thread-safe.
 */
final class PceClock {

    private static final Duration TICK = Duration.ofSeconds(1);

    private final Clock host;
    private Duration offset = Duration.ZERO;
    private boolean known;

    PceClock(Clock host) {
        this.host = host;
    }

    Instant host() {
        return host.instant();
    }

    Instant now() {
        return host.instant().plus(offset());
    }

    /** PCE minus host. */
    synchronized Duration offset() {
        return offset;
    }

    /** Whether an answer has shown the time; until then it is as it was. */
    synchronized boolean isKnown() {
        return known;
    }

    /** What an earlier process knew of it; holds until an answer shows the time. */
    synchronized void was(Duration before) {
        if (!known) {
            offset = before;
        }
    }

    /** Learns from an answer to a request that was sent at this host time and answered by now. */
    void learn(HttpHeaders headers, Instant sentAt) {
        Instant receivedAt = host.instant();
        headers.firstValue("Date").ifPresent(date -> learn(date, sentAt, receivedAt));
    }

    private synchronized void learn(String date, Instant sentAt, Instant receivedAt) {
        Instant said;
        try {
            said =
                    ZonedDateTime.parse(date.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
        } catch (DateTimeException e) {
            return; // an unreadable date says nothing about the clock
        }
        known = true;
        Duration least = Duration.between(receivedAt, said);
        Duration most = Duration.between(sentAt, said.plus(TICK));
        if (offset.compareTo(least) < 0 || offset.compareTo(most) > 0) {
            offset = least.plus(most).dividedBy(2);
        }
    }
}
