package illumiomonitor.web.cli;

import illumiomonitor.engine.replay.Replayed;
import illumiomonitor.engine.replay.ReplayedFinding;
import illumiomonitor.engine.replay.ReplayedFinding.Mark;
import illumiomonitor.engine.replay.ReplayedRule;
import java.time.Duration;
import java.util.List;

/** A replay as a terminal shows it: a table, a line of time per rule, and what differs. */
final class ReplaySheet {

    private static final int CELLS = 48;
    private static final int DIFFERENCES = 40;

    private final Printer printer;
    private final Replayed replayed;
    private final boolean all;

    /**
     * @param all whether findings are listed too that were found live
     */
    ReplaySheet(Printer printer, Replayed replayed, boolean all) {
        this.printer = printer;
        this.replayed = replayed;
        this.all = all;
    }

    void print() {
        rules();
        printer.line("");
        timelines();
        findings();
        printer.line(
                "%d ticks from %s to %s in %.1f s%s. Nothing was remembered, nobody was told.",
                replayed.ticks(),
                printer.time(replayed.from()),
                printer.time(replayed.to()),
                replayed.took().toMillis() / 1000.0,
                replayed.unjudged() == 0
                        ? ""
                        : "; " + replayed.unjudged() + " of them were never judged live");
    }

    private void rules() {
        Table table =
                new Table(
                        "RULE",
                        "VERSION",
                        "FINDINGS",
                        "SUBJECTS",
                        "ALERTS",
                        "MESSAGES",
                        "AS LIVE",
                        "NEW",
                        "MISSING",
                        "BEFORE",
                        "ERROR");
        for (ReplayedRule rule : replayed.rules()) {
            table.add(
                    rule.rule(),
                    rule.version(),
                    rule.cut() ? rule.findings() + "+" : rule.findings(),
                    rule.subjects(),
                    rule.alerts(),
                    rule.messages(),
                    rule.same(),
                    rule.added(),
                    rule.missing(),
                    rule.versionBefore() == null
                            ? ""
                            : "+%d -%d".formatted(rule.addedSinceBefore(), rule.goneSinceBefore()),
                    rule.error());
        }
        printer.table(table);
    }

    private void timelines() {
        for (ReplayedRule rule : replayed.rules()) {
            if (rule.findings() > 0) {
                printer.line("%s  %s", timeline(rule.rule()), rule.rule());
            }
        }
    }

    private String timeline(String rule) {
        long length = Math.max(1, Duration.between(replayed.from(), replayed.to()).toMillis());
        int[] counts = new int[CELLS];
        for (ReplayedFinding one : replayed.findings()) {
            if (one.rule().equals(rule) && found(one)) {
                long at = Duration.between(replayed.from(), one.tick()).toMillis();
                counts[(int) Math.min(CELLS - 1, at * CELLS / length)]++;
            }
        }
        StringBuilder line = new StringBuilder("|");
        for (int count : counts) {
            line.append(count == 0 ? '.' : count > 9 ? '#' : (char) ('0' + count));
        }
        return line.append('|').toString();
    }

    private static boolean found(ReplayedFinding one) {
        return one.mark() != Mark.MISSING && one.mark() != Mark.BEFORE;
    }

    private void findings() {
        List<ReplayedFinding> shown =
                replayed.findings().stream().filter(one -> all || one.mark() != Mark.SAME).toList();
        int most = all ? shown.size() : DIFFERENCES;
        for (ReplayedFinding one : shown.subList(0, Math.min(most, shown.size()))) {
            printer.line(
                    "%-8s %s  %s  %s  %s%s",
                    one.mark(),
                    printer.time(one.tick()),
                    one.pce(),
                    one.rule(),
                    one.summary(),
                    one.held().isEmpty() ? "" : "  (" + one.held() + ")");
        }
        if (shown.size() > most) {
            printer.line("and %d more; --all or --json shows them", shown.size() - most);
        }
        if (replayed.cut()) {
            printer.line("The list of findings is cut; the numbers above are whole.");
        }
    }
}
