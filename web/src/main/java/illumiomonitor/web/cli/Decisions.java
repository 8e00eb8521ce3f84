package illumiomonitor.web.cli;

import illumiomonitor.web.service.DryRule;
import java.util.List;

/** What every rule would have done, side by side. */
final class Decisions {

    private Decisions() {}

    static Table table(List<DryRule> rules) {
        Table table =
                new Table(
                        "PCE",
                        "RULE",
                        "ROWS IN",
                        "MATCHED",
                        "VALUE",
                        "THRESHOLD",
                        "UNIT",
                        "WOULD FIRE",
                        "HELD BY",
                        "SUBJECT");
        rules.forEach(
                rule ->
                        table.add(
                                rule.pce(),
                                rule.rule(),
                                rule.rowsIn(),
                                rule.rowsMatched(),
                                rule.value(),
                                rule.threshold(),
                                rule.unit(),
                                rule.wouldFire() ? "yes" : "no",
                                rule.held(),
                                rule.subject()));
        return table;
    }
}
