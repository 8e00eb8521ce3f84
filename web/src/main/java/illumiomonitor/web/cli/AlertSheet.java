package illumiomonitor.web.cli;

import illumiomonitor.web.service.AlertDetail;
import illumiomonitor.web.service.AlertRow;
import illumiomonitor.web.service.AlertTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One alert on a terminal: what, when, why, who was told, who did something. */
final class AlertSheet {

    private AlertSheet() {}

    static void print(Printer printer, AlertDetail detail) {
        AlertRow alert = detail.alert();
        printer.line("%s", alert.summary());
        printer.line("%s", alert.title());
        printer.line("");
        Table head = new Table("", "");
        head.add("alert", alert.id() + ", " + alert.severity() + ", " + alert.state());
        head.add("PCE", alert.pce());
        head.add("rule", alert.rule() + ", version " + alert.ruleVersion());
        head.add("subject", alert.subject() + ", episode " + alert.episode());
        head.add(
                "seen",
                alert.occurrences()
                        + " times, "
                        + printer.time(alert.openedAt())
                        + " to "
                        + printer.time(alert.lastSeenAt()));
        addIf(head, "closed", printer.time(alert.closedAt()));
        addIf(head, "held", alert.held());
        addIf(head, "exception", detail.exceptionId());
        addIf(head, "ATT&CK", detail.attack());
        addIf(head, "told again", toldAgain(printer, detail.refractory()));
        addTimes(printer, head, detail.times());
        printer.table(head);
        printLists(printer, detail);
    }

    private static String toldAgain(Printer printer, AlertDetail.@Nullable Refractory refractory) {
        if (refractory == null) {
            return "";
        }
        List<String> ways = new ArrayList<>();
        if (refractory.aboveZ() != null) {
            ways.add(String.format(Locale.ROOT, "z above %.2f", refractory.aboveZ()));
        }
        if (refractory.fromValue() != null) {
            ways.add(String.format(Locale.ROOT, "%.0f or more", refractory.fromValue()));
        }
        if (refractory.until() != null) {
            ways.add("from " + printer.time(refractory.until()) + " on");
        }
        return ways.isEmpty() ? "when its severity rises" : String.join(", or ", ways);
    }

    private static void addTimes(Printer printer, Table head, AlertTimes times) {
        addIf(head, "happened", printer.time(times.happenedAt()));
        addIf(head, "in the PCE", printer.time(times.visibleAt()));
        addIf(head, "pulled", printer.time(times.pulledAt()));
        addIf(head, "judged", printer.time(times.judgedAt()));
        addIf(head, "sent", printer.time(times.sentAt()));
    }

    private static void printLists(Printer printer, AlertDetail detail) {
        Table evidence = new Table("TICK", "EVIDENCE", "WHAT", "VALUE");
        detail.evidence()
                .forEach(
                        row ->
                                evidence.add(
                                        printer.time(row.tick()),
                                        row.kind(),
                                        row.name(),
                                        row.value()));
        Table deliveries = new Table("CHANNEL", "MESSAGE", "STATE", "TRIES", "SENT", "LAST ERROR");
        detail.deliveries()
                .forEach(
                        row ->
                                deliveries.add(
                                        row.channel(),
                                        row.kind(),
                                        row.state(),
                                        row.attempts(),
                                        printer.time(row.sentAt()),
                                        row.lastError()));
        Table actions = new Table("AT", "WHO", "DID", "NOTE");
        detail.actions()
                .forEach(
                        row ->
                                actions.add(
                                        printer.time(row.at()),
                                        row.who(),
                                        row.action(),
                                        row.note()));
        for (Table table : new Table[] {evidence, deliveries, actions}) {
            if (!table.isEmpty()) {
                printer.line("");
                printer.table(table);
            }
        }
    }

    private static void addIf(Table table, String name, String value) {
        if (!value.isEmpty()) {
            table.add(name, value);
        }
    }
}
