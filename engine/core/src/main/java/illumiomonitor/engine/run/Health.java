package illumiomonitor.engine.run;

import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.journal.Outcome;
import illumiomonitor.engine.pce.PceHealth;
import illumiomonitor.engine.run.Steps.Done;
import illumiomonitor.spi.SourceException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Asks a PCE how it is, and writes down what it says of itself. Called from one run at a time. */
public final class Health {

    /** A PCE is upgraded once in months; until it is noticed, its counters are read as before. */
    private static final Duration VERSION_HOLDS = Duration.ofHours(1);

    private final PatientSource source;
    private final Clock clock;
    private Instant versionDue = Instant.MIN;
    private boolean versionMissed;

    /**
     * @param clock this machine's
     */
    public Health(PatientSource source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    Done look(Watched pce, Instant tick, long run, Journal journal) throws InterruptedException {
        try {
            PceHealth health = source.ask(PatientSource.Kind.HEALTH, () -> pce.client().health());
            pce.puller().health(tick, run, health.state(), health.reason(), null, journal);
            version(pce, journal);
            boolean well =
                    health.state().equals("NORMAL") || health.state().equals("NOT_AVAILABLE");
            return new Done(
                    well ? Outcome.OK : Outcome.PARTIAL,
                    0,
                    (health.state() + " " + health.reason()).trim());
        } catch (SourceException e) {
            pce.puller().health(tick, run, "", "", e, journal);
            return new Done(Outcome.FAILED, 0, String.valueOf(e.getMessage()));
        }
    }

    /**
     * At first and then every hour, whether it says it or not. A key that may not ask this may ask
     * the rest, so that a refusal here holds up nothing.
     */
    private void version(Watched pce, Journal journal) throws InterruptedException {
        Instant now = clock.instant();
        if (now.isBefore(versionDue)) {
            return;
        }
        versionDue = now.plus(VERSION_HOLDS);
        try {
            pce.puller().versionSeen(pce.client().version());
            versionMissed = false;
        } catch (SourceException e) {
            if (!versionMissed) {
                journal.warn(
                        "PCE %s does not say its version: %s"
                                .formatted(pce.name(), e.getMessage()));
            }
            versionMissed = true;
        }
    }
}
