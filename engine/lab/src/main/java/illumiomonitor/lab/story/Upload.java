package illumiomonitor.lab.story;

import java.time.Duration;
import java.time.Instant;

/**
 * When a VEN's report of a connection shows: it uploads every ten minutes at its own offset, and
 * the PCE needs one to five minutes more.
 */
final class Upload {

    private static final int EVERY_SECONDS = 600;

    private Upload() {}

    static Duration delay(String reporterIp, Instant at) {
        long offset = Math.floorMod((long) reporterIp.hashCode(), EVERY_SECONDS);
        long since = Math.floorMod(at.getEpochSecond() - offset, EVERY_SECONDS);
        long upload = at.getEpochSecond() + EVERY_SECONDS - since;
        long ingest = 60L + Math.floorMod(upload * 31 + offset, 240L);
        return Duration.ofSeconds(upload - at.getEpochSecond() + ingest);
    }
}
