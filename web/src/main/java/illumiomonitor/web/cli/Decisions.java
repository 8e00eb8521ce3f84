package illumiomonitor.web.cli;

import illumiomonitor.web.service.DryRule;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What every rule would have done, side by side. */
final class Decisions {

    private Decisions() {}

    static Table table(List<DryRule> rules, Printer printer) {
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
                                number(rule.value()),
                                rule.threshold(),
                                rule.unit(),
                                rule.wouldFire() ? "yes" : "no",
                                held(rule, printer),
                                subject(rule)));
        return table;
    }

    /** Whole numbers are what is counted; only bytes in megabytes are not. */
    private static @Nullable Number number(@Nullable Double value) {
        if (value == null) {
            return null;
        }
        return value == Math.rint(value)
                ? BigDecimal.valueOf(value.longValue())
                : BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP);
    }

    private static String held(DryRule rule, Printer printer) {
        return rule.heldUntil() == null
                ? rule.held()
                : rule.held() + " until " + printer.time(rule.heldUntil());
    }

    private static String subject(DryRule rule) {
        boolean nothing = rule.subject().isEmpty() && rule.held().isEmpty();
        return nothing ? "(nothing found)" : rule.subject();
    }
}
