package illumiomonitor.rules;

import com.fasterxml.jackson.databind.node.ObjectNode;
import illumiomonitor.engine.rule.Trial;
import illumiomonitor.spi.Baseline;
import illumiomonitor.spi.Beacon;
import illumiomonitor.spi.Change;
import illumiomonitor.spi.Edge;
import illumiomonitor.spi.Event;
import illumiomonitor.spi.Flow;
import illumiomonitor.spi.OpenAlert;
import illumiomonitor.spi.RecentAlert;
import illumiomonitor.spi.Silence;
import illumiomonitor.spi.SourceHealth;
import illumiomonitor.spi.Talker;
import illumiomonitor.spi.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the facts that a case gives. */
final class CaseGiven {

    private CaseGiven() {}

    /** Makes a fact of a row; the first has number 1. */
    private interface Making<W, F> {
        F fact(long number, W row);
    }

    private static <W, F> List<F> rows(
            CaseRows room,
            @Nullable List<ObjectNode> written,
            @Nullable ObjectNode defaults,
            Class<W> type,
            Making<W, F> making) {
        List<F> facts = new ArrayList<>();
        room.each(
                written,
                defaults,
                row -> facts.add(making.fact(facts.size() + 1L, CaseFile.read(row, type))));
        return facts;
    }

    static Trial.Facts of(CaseFile cases, CaseFile.Case one, Instant tick) {
        CaseRows room = new CaseRows();
        List<Flow> flows =
                rows(
                        room,
                        one.flows(),
                        cases.flow(),
                        CaseFlow.class,
                        (n, row) -> row.fact(n, tick));
        List<Event> events =
                rows(
                        room,
                        one.events(),
                        cases.event(),
                        CaseEvent.class,
                        (n, row) -> row.fact(n, tick));
        List<SourceHealth> health =
                rows(
                        room,
                        one.health(),
                        cases.health(),
                        CaseHealth.class,
                        (n, row) -> row.fact(tick));
        List<OpenAlert> alerts =
                rows(
                        room,
                        one.openAlerts(),
                        cases.openAlert(),
                        CaseOpenAlert.class,
                        (n, row) -> row.fact(tick));
        CaseHistory history = one.history() == null ? cases.history() : one.history();
        CaseFacts other = new CaseFacts(room, tick, cases.event());
        List<Change> changes = other.of(Change.class, one.changes(), cases.change());
        return Trial.Facts.of(
                flows,
                (history == null ? CaseHistory.NOTHING : history).as(tick, flows, events, changes),
                events,
                health,
                alerts,
                other.of(RecentAlert.class, one.recentAlerts(), cases.recentAlert()),
                other.of(Edge.class, one.edges(), cases.edge()),
                other.of(Talker.class, one.talkers(), cases.talker()),
                other.of(Baseline.class, one.baselines(), cases.baseline()),
                other.of(Silence.class, one.silences(), cases.silence()),
                other.of(Beacon.class, one.beacons(), cases.beacon()),
                other.of(Workload.class, one.workloads(), cases.workload()),
                changes);
    }
}
