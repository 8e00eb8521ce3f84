package illumiomonitor.web.app;

import illumiomonitor.engine.alert.AlertBook;
import illumiomonitor.engine.alert.AlertPage;
import illumiomonitor.engine.alert.AlertState;
import illumiomonitor.spi.Severity;
import illumiomonitor.web.service.ActionRow;
import illumiomonitor.web.service.AlertDecision;
import illumiomonitor.web.service.AlertDetail;
import illumiomonitor.web.service.AlertFilter;
import illumiomonitor.web.service.AlertRow;
import illumiomonitor.web.service.AlertTimes;
import illumiomonitor.web.service.DeliveryRow;
import illumiomonitor.web.service.EvidenceRow;
import illumiomonitor.web.service.ServiceException;
import illumiomonitor.web.service.ServiceException.Problem;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Alerts as the command line asks for them. */
final class AlertVerbs {

    private static final int PAGE = 500;

    private final AlertBook alerts;

    AlertVerbs(AlertBook alerts) {
        this.alerts = alerts;
    }

    /**
     * Newest first, as many as fit and are wanted; pages through what the store cannot narrow down.
     */
    List<AlertRow> list(AlertFilter filter) {
        List<AlertRow> rows = new ArrayList<>();
        AlertPage.Cursor after = null;
        do {
            AlertPage page = alerts.page(wanted(filter), PAGE, after);
            page.rows().stream()
                    .filter(row -> fits(row, filter))
                    .limit(filter.limit() - rows.size())
                    .forEach(row -> rows.add(row(row)));
            boolean older =
                    !page.rows().isEmpty()
                            && filter.since() != null
                            && page.rows()
                                    .get(page.rows().size() - 1)
                                    .lastSeenAt()
                                    .isBefore(filter.since());
            after = older ? null : page.next();
        } while (after != null && rows.size() < filter.limit());
        return rows;
    }

    private static illumiomonitor.engine.alert.AlertFilter wanted(AlertFilter filter) {
        return new illumiomonitor.engine.alert.AlertFilter(
                states(filter), null, filter.pce(), filter.rule(), null, null);
    }

    private static Set<AlertState> states(AlertFilter filter) {
        if (filter.state() == null) {
            return EnumSet.allOf(AlertState.class);
        }
        try {
            return EnumSet.of(AlertState.valueOf(filter.state().toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            throw new ServiceException(
                    Problem.USAGE,
                    filter.state()
                            + " is no state of an alert; they are OPEN, ACKNOWLEDGED and CLOSED",
                    e);
        }
    }

    private static boolean fits(illumiomonitor.engine.alert.AlertRow row, AlertFilter filter) {
        Severity least = filter.severity();
        return (least == null || row.severity().compareTo(least) >= 0)
                && (filter.subject() == null || row.subject().contains(filter.subject()))
                && (filter.since() == null || !row.lastSeenAt().isBefore(filter.since()));
    }

    AlertDetail detail(long id) {
        return alerts.detail(id).map(AlertVerbs::detail).orElseThrow(() -> unknown(id));
    }

    AlertRow acknowledge(AlertDecision decision) {
        if (!alerts.acknowledge(decision.id(), decision.who(), decision.note())) {
            AlertRow row = detail(decision.id()).alert();
            throw new ServiceException(
                    Problem.BAD_INPUT, "alert " + row.id() + " is " + row.state() + ", not OPEN");
        }
        return detail(decision.id()).alert();
    }

    AlertRow close(AlertDecision decision) {
        if (!alerts.close(decision.id(), decision.who(), decision.note())) {
            AlertRow row = detail(decision.id()).alert();
            throw new ServiceException(
                    Problem.BAD_INPUT, "alert " + row.id() + " is closed already");
        }
        return detail(decision.id()).alert();
    }

    private static ServiceException unknown(long id) {
        return new ServiceException(Problem.BAD_INPUT, "there is no alert " + id);
    }

    private static AlertRow row(illumiomonitor.engine.alert.AlertRow row) {
        return new AlertRow(
                row.id(),
                row.pce(),
                row.rule(),
                row.ruleVersion(),
                row.severity(),
                row.subject(),
                row.episode(),
                row.title(),
                row.summary(),
                row.state().name(),
                row.openedAt(),
                row.lastSeenAt(),
                row.closedAt(),
                row.occurrences(),
                row.held());
    }

    private static AlertDetail detail(illumiomonitor.engine.alert.AlertDetail detail) {
        var times = detail.times();
        return new AlertDetail(
                row(detail.alert()),
                new AlertTimes(
                        times.happenedAt(),
                        times.visibleAt(),
                        times.pulledAt(),
                        times.judgedAt(),
                        times.sentAt()),
                detail.evidence().stream()
                        .map(
                                e ->
                                        new EvidenceRow(
                                                e.tick(),
                                                e.kind(),
                                                e.flowId(),
                                                e.eventId(),
                                                e.name(),
                                                e.value()))
                        .toList(),
                detail.deliveries().stream()
                        .map(
                                d ->
                                        new DeliveryRow(
                                                d.channel(),
                                                d.notification(),
                                                d.kind(),
                                                d.state(),
                                                d.attempts(),
                                                d.lastError(),
                                                d.sentAt()))
                        .toList(),
                detail.actions().stream()
                        .map(a -> new ActionRow(a.at(), a.who(), a.action(), a.note()))
                        .toList());
    }
}
