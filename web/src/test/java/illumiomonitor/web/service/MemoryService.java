package illumiomonitor.web.service;

import illumiomonitor.engine.alert.CrossedEdits;
import illumiomonitor.engine.alert.ExceptionLine;
import illumiomonitor.engine.alert.ExceptionsState;
import illumiomonitor.engine.form.Names;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.journal.Outcome;
import illumiomonitor.engine.replay.ReplayPlan;
import illumiomonitor.engine.replay.Replayed;
import illumiomonitor.engine.replay.ReplayedFinding;
import illumiomonitor.engine.replay.ReplayedRule;
import illumiomonitor.engine.rule.Explained;
import illumiomonitor.engine.view.RuleHistory;
import illumiomonitor.rules.TextDiff;
import illumiomonitor.spi.Severity;
import illumiomonitor.web.service.CheckLine.Light;
import illumiomonitor.web.service.ServiceException.Problem;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A service that remembers what it was told, for tests. */
public final class MemoryService implements Service {

    public static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");

    public final List<String> told = new CopyOnWriteArrayList<>();
    public final Map<String, String> texts = new LinkedHashMap<>();
    public final Map<String, String> modes = new LinkedHashMap<>();
    public final Map<String, UserRow> people = new LinkedHashMap<>();

    /** Lets a waiting run end. */
    public final CountDownLatch ended = new CountDownLatch(1);

    /** How the next run ends. */
    public Outcome outcome = Outcome.OK;

    public boolean needsYes;
    public boolean waits;
    public List<CheckLine> checked =
            List.of(new CheckLine("hq", "version", Light.OK, "25.2.10", ""));
    public List<ChannelAnswer> answers =
            List.of(new ChannelAnswer("soc", "webhook", true, "200 OK", 12));
    public @Nullable String pages;
    public final List<RuleWait> waiting =
            new CopyOnWriteArrayList<>(List.of(new RuleWait("own/y", List.of(), true)));
    public final List<ExceptionLine> spared = new CopyOnWriteArrayList<>();
    public volatile ExceptionsState exceptionsState =
            new ExceptionsState("", 0, null, CrossedEdits.NONE);

    @Override
    public About about() {
        return new About("0.1.0", ProcessHandle.current().pid(), TEN, "monitor.yaml", pages);
    }

    @Override
    public RunPlan plan(RunRequest request) {
        return new RunPlan(
                3,
                needsYes ? List.of("a real PCE answers with what it knows now") : List.of(),
                needsYes);
    }

    @Override
    public RunOutcome run(RunRequest request, Journal journal) throws InterruptedException {
        told.add("run " + request);
        journal.info("pulling hq");
        journal.warn("the clock of hq is 90 s ahead");
        journal.progress("ticks", 3, 3);
        if (waits) {
            ended.await();
        }
        RunRow row =
                new RunRow(17, "hq", "MANUAL", TEN, TEN, TEN.plusSeconds(2), outcome.name(), "");
        return new RunOutcome(
                outcome,
                request.dry() ? List.of() : List.of(row),
                request.dry() ? dry() : List.of());
    }

    /** One that would tell, one in its cooldown, one that found nothing. */
    private static List<DryRule> dry() {
        String hit = "10.0.0.5";
        Instant over = TEN.plusSeconds(1800);
        return List.of(
                new DryRule(
                        "hq",
                        TEN,
                        "traffic/blocked-burst",
                        hit,
                        200,
                        37,
                        37.0,
                        25,
                        "blocked connections",
                        true,
                        "",
                        null,
                        "burst"),
                new DryRule(
                        "hq",
                        TEN,
                        "traffic/upload",
                        hit,
                        200,
                        3,
                        123.45,
                        100,
                        "MB",
                        false,
                        "cooldown",
                        over,
                        "much"),
                new DryRule(
                        "hq",
                        TEN,
                        "traffic/sweep",
                        "",
                        200,
                        0,
                        null,
                        25,
                        "hosts",
                        false,
                        "",
                        null,
                        ""));
    }

    @Override
    public CheckReport check(Journal journal) {
        return new CheckReport(checked);
    }

    @Override
    public List<RuleRow> rules() {
        return texts.keySet().stream().map(file -> rule(file.replace(".drl", ""))).toList();
    }

    /** Files of rules that have another name than their file. */
    public final Map<String, String> elsewhere = new LinkedHashMap<>();

    private RuleRow rule(String rule) {
        String mode = modes.getOrDefault(rule, "LIVE");
        return new RuleRow(
                rule,
                mode,
                "OK",
                "abc",
                elsewhere.getOrDefault(rule, rule + ".drl"),
                "A title",
                "HIGH",
                "10m",
                25,
                "connections",
                "",
                "",
                "",
                0,
                0,
                "",
                rule.endsWith("blocked-burst")
                        ? List.of("the PCE has no IP list \"<Corporate>\"")
                        : List.of());
    }

    @Override
    public List<RuleProblem> checkRules(@Nullable Path path) {
        return path == null
                ? List.of()
                : List.of(
                        new RuleProblem(path.toString(), 7, 3, "own/x", "whn", "unexpected 'whn'"));
    }

    @Override
    public Names names() {
        return new Names(
                java.util.Set.of("env=prod", "role=jump"),
                java.util.Set.of("Corporate", "Scanners"));
    }

    @Override
    public List<RuleProblem> checkRule(String file, String text) {
        return text.contains("broken")
                ? List.of(new RuleProblem(file, 1, 1, "", "broken", "no such word"))
                : List.of();
    }

    @Override
    public List<CaseResult> testRules(@Nullable Path path) {
        return List.of(
                new CaseResult("own/x", "fires at ten", "own/x.yaml", true, ""),
                new CaseResult(
                        "own/x",
                        "stays quiet at nine",
                        "own/x.yaml",
                        path == null,
                        path == null ? "" : "fired"));
    }

    @Override
    public InstallReport installRules(boolean restores) {
        texts.put("traffic/blocked-burst.drl", "rule");
        return new InstallReport(
                "/rules",
                List.of("traffic/blocked-burst.drl"),
                List.of(),
                List.of(),
                List.of(),
                restores ? List.of() : List.of("traffic/own-scan.drl"),
                List.of(),
                List.of());
    }

    @Override
    public void saveRule(String file, String text, String who) {
        texts.put(file, text);
    }

    @Override
    public void deleteRule(String rule, String who) {
        texts.remove(rule + ".drl");
    }

    @Override
    public void setRuleMode(String rule, String mode, String who) {
        modes.put(rule, mode);
    }

    public volatile boolean replayBreaks;

    @Override
    public Replayed replay(ReplayPlan plan, Journal journal) {
        if (replayBreaks) {
            throw new IllegalStateException("a fault of ours");
        }
        journal.progress("ticks", 2, 2);
        return new Replayed(
                plan.from(),
                plan.to(),
                2,
                0,
                3,
                List.of(
                        new ReplayedRule(
                                String.valueOf(plan.rule()),
                                "abc",
                                plan.before(),
                                1,
                                1,
                                1,
                                1,
                                0,
                                1,
                                0,
                                0,
                                0,
                                java.util.Collections.nCopies(ReplayedRule.PARTS, 0L),
                                false,
                                "")),
                List.of(
                        new ReplayedFinding(
                                "hq",
                                String.valueOf(plan.rule()),
                                TEN,
                                "10.0.0.5",
                                "burst",
                                37.0,
                                "",
                                ReplayedFinding.Mark.ADDED,
                                List.of("the rule did not judge live then"),
                                plan.before() == null ? null : Boolean.FALSE)),
                false,
                1,
                1,
                java.time.Duration.ofMillis(1500));
    }

    @Override
    public List<Explained> explain(ExplainQuestion question) {
        return List.of(
                new Explained(
                        "hq",
                        question.rule(),
                        "abc",
                        question.subject(),
                        TEN,
                        TEN,
                        null,
                        "",
                        List.of("off"),
                        List.of(
                                new Explained.Step(
                                        "port == 23",
                                        41,
                                        2,
                                        true,
                                        "",
                                        List.of(
                                                "reach of 10.0.0.5: 3 destinations on 23/tcp, 2 of"
                                                        + " them unanswered, in 09:20-09:30"))),
                        -1));
    }

    @Override
    public RuleHistory ruleHistory(String rule) {
        return new RuleHistory(
                rule,
                List.of(new RuleHistory.Text("abc", rule + ".drl", "ann", "first", TEN, TEN, true)),
                List.of(new RuleHistory.Save("abc", "bob", "again", TEN)),
                List.of(
                        new RuleHistory.Cases("c2", rule + ".drl", "cid", "tighter", TEN, true),
                        new RuleHistory.Cases("", rule + ".drl", "file", "", TEN, false),
                        new RuleHistory.Cases("c1", rule + ".drl", "ann", "", TEN, false)),
                List.of(new RuleHistory.Change("abc", "LIVE", 7.0, TEN, null, "ann", "first")));
    }

    @Override
    public RuleDiff ruleDiff(String rule, String from, String to) {
        return new RuleDiff(
                rule, from, to, List.of(new TextDiff.Line(TextDiff.Kind.NEW, 0, 1, "rule")));
    }

    @Override
    public List<CaseResult> rollback(Rollback rollback) {
        told.add("rollback " + rollback);
        return rollback.version().startsWith("c")
                ? List.of(new CaseResult(rollback.rule(), "quiet", "x.yaml", false, "fired"))
                : List.of();
    }

    /** The cases of every rule. */
    public String cases = "rule: own/x\n";

    @Override
    public CaseSheet cases(String rule) {
        return new CaseSheet(rule, rule + ".yaml", "c2", cases);
    }

    @Override
    public SavedCases saveCases(CaseEdit edit) {
        told.add("cases " + edit);
        if (edit.text().contains("brokken")) {
            RuleProblem problem =
                    new RuleProblem(edit.rule() + ".yaml", 2, 5, edit.rule(), "brokken", "no word");
            return new SavedCases(SavedCases.Outcome.REFUSED, List.of(problem), List.of());
        }
        if (edit.onto() != null && !edit.onto().equals("c2")) {
            RuleProblem other = new RuleProblem("x.yaml", 0, 0, edit.rule(), "", "others stand");
            return new SavedCases(SavedCases.Outcome.MEANWHILE, List.of(other), List.of());
        }
        return new SavedCases(
                SavedCases.Outcome.SAVED,
                List.of(),
                List.of(new CaseResult(edit.rule(), "quiet", "x.yaml", true, "")));
    }

    @Override
    public void switchRule(ModeSwitch mode) {
        if (mode.mode().equals("LIVE") && !mode.override() && mode.rule().contains("failing")) {
            throw new ServiceException(Problem.BAD_INPUT, "its case \"stays quiet\" fails: found");
        }
        told.add("switch " + mode);
    }

    @Override
    public void withdrawOverride(Withdrawal back) {
        if (back.reason().isBlank()) {
            throw new ServiceException(
                    Problem.BAD_INPUT, "a reason is needed: why the override is taken back");
        }
        told.add("withdraw " + back);
    }

    @Override
    public List<RuleWait> waits() {
        return waiting;
    }

    @Override
    public List<ExceptionLine> exceptions() {
        return List.copyOf(spared);
    }

    @Override
    public ExceptionsState exceptionsState() {
        return exceptionsState;
    }

    @Override
    public void addException(ExceptionLine line) {
        spared.add(line);
    }

    @Override
    public void removeException(String id) {
        if (!spared.removeIf(line -> line.owner().equals(id))) {
            throw new ServiceException(Problem.BAD_INPUT, "there is no exception " + id);
        }
        told.add("spared no longer " + id);
    }

    @Override
    public String newRule(NewRule rule) {
        return rule.name() + ".drl";
    }

    @Override
    public List<AlertRow> alerts(AlertFilter filter) {
        told.add("alerts " + filter);
        return List.of(row(4, "OPEN"));
    }

    @Override
    public AlertDetail alert(long id) {
        return new AlertDetail(
                known(id, "OPEN"),
                new AlertTimes(TEN, TEN, TEN, TEN, null),
                "T1046",
                "",
                new AlertDetail.Refractory(12.5, 1000.0, TEN),
                List.of(
                        new EvidenceRow(
                                TEN, "FLOW", 5L, null, "10.0.0.5 -> 10.0.0.9:3389", "counted 37")),
                List.of(new DeliveryRow("soc", 1, "ALERT", "PENDING", 2, "503", null)),
                List.of());
    }

    @Override
    public AlertRow acknowledge(AlertDecision decision) {
        told.add("ack " + decision);
        return known(decision.id(), "ACKNOWLEDGED");
    }

    @Override
    public AlertRow closeAlert(AlertDecision decision) {
        told.add("close " + decision);
        return known(decision.id(), "CLOSED");
    }

    @Override
    public SqlEnd sql(SqlRequest request, RowSink sink) {
        if (!request.sql().startsWith("select")) {
            throw new ServiceException(
                    Problem.BAD_INPUT, "only one SELECT, WITH or VALUES statement is taken");
        }
        sink.columns(List.of("name", "n", "n", "at"));
        List<String> names = List.of("=cmd()", "a,\"b\"", "\u001b[31mred");
        int rows = Math.min(request.limit(), names.size());
        for (int n = 0; n < rows; n++) {
            sink.row(Arrays.asList(names.get(n), n, null, "2026-11-23T10:00:00Z"));
        }
        return new SqlEnd(
                rows,
                rows < names.size()
                        ? "the answer was cut after " + rows + " rows; --limit takes more"
                        : "");
    }

    @Override
    public List<ChannelAnswer> testChannels(@Nullable String channel) {
        return answers;
    }

    @Override
    public List<DeadRow> deadLetters(int limit) {
        return List.of(new DeadRow(7, 3L, "soc", "ALERT", 10, "soc answered HTTP 400", TEN));
    }

    @Override
    public ResendReport resend(List<Long> deliveries) {
        return new ResendReport(deliveries.size(), deliveries.size(), "sent");
    }

    @Override
    public List<GapRow> gaps(boolean closed) {
        GapRow open = new GapRow(1, "hq", "TRAFFIC", TEN, TEN.plusSeconds(600), "503", null, null);
        GapRow covered =
                new GapRow(
                        2,
                        "hq",
                        "EVENTS",
                        TEN,
                        TEN.plusSeconds(600),
                        "reset",
                        TEN.plusSeconds(900),
                        8L);
        return closed ? List.of(open, covered) : List.of(open);
    }

    @Override
    public ReconcileReport reconcile(LocalDate day, Journal journal) {
        boolean explained = day.getDayOfMonth() == 23;
        return new ReconcileReport(
                day,
                List.of(
                        new ReconcileRow(
                                "hq",
                                "BLOCKED",
                                90,
                                100,
                                0,
                                0,
                                0,
                                0,
                                explained,
                                List.of("10 are in a gap"))));
    }

    @Override
    public BackfillPlan backfillPlan(int days) {
        LocalDate last = LocalDate.parse("2026-11-20");
        return new BackfillPlan(
                List.of(new BackfillPlan.Part("hq", last.minusDays(days - 1L), last, days)));
    }

    @Override
    public BackfillReport backfill(int days, Journal journal) {
        told.add("backfill " + days);
        journal.info("hq 2026-11-20 (1 of 1): 9 rows, 4 edges");
        return new BackfillReport(
                List.of(
                        new BackfillReport.Day(
                                "hq", LocalDate.parse("2026-11-20"), Outcome.OK, 9, 4, "")),
                0,
                days - 1);
    }

    @Override
    public BackupReport backup(Path file) {
        told.add("backup " + file);
        return new BackupReport(file.toString(), 1234, 5);
    }

    @Override
    public List<UserRow> users() {
        return List.copyOf(people.values());
    }

    @Override
    public void addUser(NewUser user) {
        told.add("password " + user.password());
        people.put(user.username(), new UserRow(user.username(), user.role(), TEN));
    }

    @Override
    public void removeUser(String username) {
        if (people.remove(username) == null) {
            throw new ServiceException(Problem.BAD_INPUT, "there is no user " + username);
        }
    }

    @Override
    public void setPassword(String username, String password) {
        told.add("password " + password);
    }

    @Override
    public RecordReport record(RecordRequest request, Journal journal) {
        told.add("record " + request);
        return new RecordReport(request.dir(), 3, 1200, 40, 7, 5, List.of());
    }

    @Override
    public void close() {
        told.add("closed");
    }

    private static AlertRow known(long id, String state) {
        if (id != 4) {
            throw new ServiceException(Problem.BAD_INPUT, "there is no alert " + id);
        }
        return row(id, state);
    }

    private static AlertRow row(long id, String state) {
        String summary = "10.0.0.5 was blocked 37 times";
        return new AlertRow(
                id,
                "hq",
                "traffic/blocked-burst",
                "abc",
                Severity.HIGH,
                "10.0.0.5",
                1,
                "Burst",
                summary,
                state,
                TEN,
                TEN.plusSeconds(300),
                null,
                2,
                "");
    }
}
