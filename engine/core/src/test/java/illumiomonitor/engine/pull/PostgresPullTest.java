package illumiomonitor.engine.pull;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.db.Store;
import illumiomonitor.engine.Postgres;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.journal.Outcome;
import illumiomonitor.spi.Direction;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** The same SQL on the other database. */
class PostgresPullTest {

    @Test
    void pulls_count_restart_and_check_alike_on_postgresql() throws Exception {
        try (Store store = Store.open(Postgres.empty())) {
            Fixture pce = new Fixture(store);
            pce.report("2026-06-30T09:10:00Z", 1);
            pce.report("2026-07-01T07:10:00Z", 5);
            pce.report("2026-07-01T09:10:00Z", "2026-07-01T09:10:00Z", 3, Direction.OUTBOUND);
            pce.report("2026-07-01T09:50:00Z", 2);
            assertThat(pce.pull("2026-07-01T10:00:00Z").outcome()).isEqualTo(Outcome.OK);
            pce.pce.failNext = 1;
            pce.pull("2026-07-01T10:05:00Z");
            pce.restart();
            pce.report("2026-07-01T08:30:00Z", 4);
            pce.report("2026-07-01T10:06:00Z", 4);
            pce.pull("2026-07-01T10:10:00Z");
            pce.puller.events(Instant.parse("2026-07-01T10:10:00Z"), 1, Journal.none());
            pce.puller.versionSeen("1");

            assertThat(pce.sums()).isEqualTo(pce.pce.truth(Instant.EPOCH));
            assertThat(new Integrity(store).check()).isEmpty();
            assertThat(
                            new SourceHealths(store)
                                    .asOf(pce.pceId, Instant.parse("2026-07-01T10:05:00Z")))
                    .anySatisfy(health -> assertThat(health.failures()).isEqualTo(1));
            assertThat(new Gaps(store).list())
                    .allSatisfy(gap -> assertThat(gap.closedAt()).isNotNull());
            assertThat(
                            pce.reconciliation()
                                    .of(LocalDate.parse("2026-07-01"), Journal.none())
                                    .agrees())
                    .isTrue();
        }
    }
}
