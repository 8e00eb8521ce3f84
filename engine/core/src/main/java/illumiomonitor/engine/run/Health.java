package illumiomonitor.engine.run;

import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.journal.Outcome;
import illumiomonitor.engine.pce.PceHealth;
import illumiomonitor.engine.run.Steps.Done;
import illumiomonitor.spi.SourceException;
import java.time.Instant;

/** Asks a PCE how it is, and writes down what it says of itself. */
public final class Health {

    private final PatientSource source;

    public Health(PatientSource source) {
        this.source = source;
    }

    Done look(Watched pce, Instant tick, long run, Journal journal) throws InterruptedException {
        try {
            PceHealth health = source.ask(PatientSource.Kind.HEALTH, () -> pce.client().health());
            pce.puller().health(tick, run, health.state(), health.reason(), null, journal);
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
}
