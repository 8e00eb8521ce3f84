package illumiomonitor.web.cli;

import illumiomonitor.engine.replay.Replayed;
import illumiomonitor.engine.replay.ReplayedFinding;
import illumiomonitor.engine.replay.ReplayedFinding.Mark;
import illumiomonitor.engine.replay.ReplayedRule;
import illumiomonitor.engine.words.Words;
import java.util.List;

/** A replay as a terminal shows it: a table, a line of time per rule, and what differs. */
final class ReplaySheet {

    private static final int DIFFERENCES = 40;

    private final Printer printer;
    private final Words words;
    private final Replayed replayed;
    private final boolean all;

    /**
     * @param all whether findings are listed too that were found live
     */
    ReplaySheet(Printer printer, Words words, Replayed replayed, boolean all) {
        this.printer = printer;
        this.words = words;
        this.replayed = replayed;
        this.all = all;
    }

    void print() {
        rules();
        printer.line("");
        timelines();
        findings();
        printer.line("%s", words.get("replay.exceptions", replayed.exceptions()));
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
                    rule.findings(),
                    atLeast(rule, rule.subjects()),
                    atLeast(rule, rule.alerts()),
                    atLeast(rule, rule.messages()),
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

    /** A plus where subjects beyond the most that a replay keeps apart are left out. */
    private static String atLeast(ReplayedRule rule, long number) {
        return number + (rule.cut() ? "+" : "");
    }

    private void timelines() {
        for (ReplayedRule rule : replayed.rules()) {
            if (rule.findings() > 0) {
                printer.line("%s  %s", timeline(rule), rule.rule());
            }
        }
    }

    private static String timeline(ReplayedRule rule) {
        StringBuilder line = new StringBuilder("|");
        for (long count : rule.timeline()) {
            line.append(count == 0 ? '.' : count > 9 ? '#' : (char) ('0' + count));
        }
        return line.append('|').toString();
    }

    private void findings() {
        List<ReplayedFinding> listed =
                replayed.findings().stream().filter(one -> all || one.mark() != Mark.SAME).toList();
        List<ReplayedFinding> shown =
                all ? listed : listed.subList(0, Math.min(DIFFERENCES, listed.size()));
        for (ReplayedFinding one : shown) {
            printer.line(
                    "%-8s %s  %s  %s  %s%s",
                    one.mark(),
                    printer.time(one.tick()),
                    one.pce(),
                    one.rule(),
                    one.summary(),
                    (one.held().isEmpty() ? "" : "  (" + one.held() + ")")
                            + (one.why().isEmpty() ? "" : "  <- " + String.join("; ", one.why())));
        }
        long more = (all ? replayed.all() : replayed.differing()) - shown.size();
        if (more > 0 && replayed.cut()) {
            printer.line(
                    "and %d more; of %d findings --all or --json lists %d, the table and the"
                            + " timelines count all",
                    more, replayed.all(), replayed.findings().size());
        } else if (more > 0) {
            printer.line("and %d more; --all or --json shows them", more);
        }
    }
}
