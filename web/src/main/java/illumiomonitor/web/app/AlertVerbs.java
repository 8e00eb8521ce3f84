package illumiomonitor.web.app;

import illumiomonitor.engine.alert.AlertBook;
import illumiomonitor.engine.view.AlertCursor;
import illumiomonitor.engine.view.AlertFilter.States;
import illumiomonitor.engine.view.AlertLine;
import illumiomonitor.engine.view.AlertPage;
import illumiomonitor.engine.view.AlertViews;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Alerts as the command line asks for them. */
final class AlertVerbs {

    private static final int PAGE = 500;

    /** Of one page; whoever waits at a terminal waits for all of them. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final AlertBook alerts;
    private final AlertViews views;

    AlertVerbs(AlertBook alerts, AlertViews views) {
        this.alerts = alerts;
        this.views = views;
    }

    /**
     * Newest first, as many as fit and are wanted; pages through what the store cannot narrow down.
     */
    List<AlertRow> list(AlertFilter filter) {
        illumiomonitor.engine.view.AlertFilter wanted = wanted(filter);
        List<AlertRow> rows = new ArrayList<>();
        if (isEmpty(filter.pce()) || isEmpty(filter.rule())) {
            return rows; // nothing has an empty name; the views take it for any
        }
        AlertCursor after = null;
        do {
            AlertPage page = views.page(wanted, after, PAGE, PATIENCE);
            page.alerts().stream()
                    .filter(line -> fits(line, filter))
                    .limit(filter.limit() - rows.size())
                    .forEach(line -> rows.add(row(line)));
            after = page.next();
        } while (after != null && !isOlder(after, filter) && rows.size() < filter.limit());
        return rows;
    }

    private static boolean isEmpty(@Nullable String name) {
        return name != null && name.isEmpty();
    }

    /** Whether everything behind this place was last seen too long ago. */
    private static boolean isOlder(AlertCursor place, AlertFilter filter) {
        return filter.since() != null && place.lastSeenAt().isBefore(filter.since());
    }

    private static illumiomonitor.engine.view.AlertFilter wanted(AlertFilter filter) {
        return new illumiomonitor.engine.view.AlertFilter(
                states(filter),
                "",
                Optional.ofNullable(filter.rule()).orElse(""),
                Optional.ofNullable(filter.pce()).orElse(""),
                "");
    }

    private static States states(AlertFilter filter) {
        if (filter.state() == null) {
            return States.ALL;
        }
        return switch (filter.state().toUpperCase(Locale.ROOT)) {
            case "OPEN" -> States.OPEN;
            case "ACKNOWLEDGED" -> States.ACKNOWLEDGED;
            case "CLOSED" -> States.CLOSED;
            default ->
                    throw new ServiceException(
                            Problem.USAGE,
                            filter.state()
                                    + " is no state of an alert; they are OPEN, ACKNOWLEDGED and"
                                    + " CLOSED");
        };
    }

    private static boolean fits(AlertLine line, AlertFilter filter) {
        Severity least = filter.severity();
        return (least == null || Severity.valueOf(line.severity()).compareTo(least) >= 0)
                && (filter.subject() == null || line.subject().contains(filter.subject()))
                && (filter.since() == null || !line.lastSeenAt().isBefore(filter.since()));
    }

    AlertDetail detail(long id) {
        return views.whole(id).map(AlertVerbs::detail).orElseThrow(() -> unknown(id));
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

    private static AlertRow row(AlertLine line) {
        return new AlertRow(
                line.id(),
                line.pce(),
                line.rule(),
                line.ruleVersion(),
                Severity.valueOf(line.severity()),
                line.subject(),
                line.episode(),
                line.title(),
                line.summary(),
                line.state(),
                line.openedAt(),
                line.lastSeenAt(),
                line.closedAt(),
                line.occurrences(),
                line.held());
    }

    private static AlertDetail detail(illumiomonitor.engine.view.AlertDetail detail) {
        return new AlertDetail(
                row(detail.line()),
                new AlertTimes(
                        detail.happenedAt(),
                        detail.visibleAt(),
                        detail.pulledAt(),
                        detail.judgedAt(),
                        detail.sentAt()),
                detail.attack(),
                detail.exceptionId(),
                refractory(detail.refractory()),
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
                oldestFirst(detail.deliveries()).stream()
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
                oldestFirst(detail.actions()).stream()
                        .map(a -> new ActionRow(a.at(), a.who(), a.action(), a.note()))
                        .toList());
    }

    private static AlertDetail.@Nullable Refractory refractory(
            illumiomonitor.engine.view.AlertDetail.@Nullable Refractory held) {
        return held == null
                ? null
                : new AlertDetail.Refractory(held.z(), held.nextValue(), held.until());
    }

    private static <T> List<T> oldestFirst(List<T> newestFirst) {
        List<T> turned = new ArrayList<>(newestFirst);
        Collections.reverse(turned);
        return turned;
    }
}
