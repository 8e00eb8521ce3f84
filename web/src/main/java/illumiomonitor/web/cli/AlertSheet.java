package illumiomonitor.web.cli;

import illumiomonitor.web.service.AlertDetail;
import illumiomonitor.web.service.AlertRow;
import illumiomonitor.web.service.AlertTimes;

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
        addTimes(printer, head, detail.times());
        printer.table(head);
        printLists(printer, detail);
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
