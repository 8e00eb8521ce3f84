package illumiomonitor.web.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import illumiomonitor.engine.alert.ExceptionLine;
import illumiomonitor.engine.alert.ExceptionsState;
import illumiomonitor.engine.form.Names;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.replay.ReplayPlan;
import illumiomonitor.engine.replay.Replayed;
import illumiomonitor.engine.rule.Explained;
import illumiomonitor.engine.view.RuleHistory;
import illumiomonitor.web.service.Questions.AlertId;
import illumiomonitor.web.service.Questions.Count;
import illumiomonitor.web.service.Questions.Day;
import illumiomonitor.web.service.Questions.Days;
import illumiomonitor.web.service.Questions.Deliveries;
import illumiomonitor.web.service.Questions.Flag;
import illumiomonitor.web.service.Questions.Named;
import illumiomonitor.web.service.Questions.Nothing;
import illumiomonitor.web.service.Questions.RuleSwitch;
import illumiomonitor.web.service.Questions.RuleText;
import illumiomonitor.web.service.Questions.RuleTexts;
import illumiomonitor.web.service.ServiceException.Problem;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the service that runs on this machine. */
public final class RemoteService implements Service {

    private final Wire wire;
    private final ObjectMapper json = ServiceJson.mapper();

    RemoteService(Wire wire) {
        this.wire = wire;
    }

    @Override
    public About about() {
        return ask("about", new Nothing(), new TypeReference<About>() {});
    }

    @Override
    public RunPlan plan(RunRequest request) {
        return ask("run/plan", request, new TypeReference<RunPlan>() {});
    }

    @Override
    public RunOutcome run(RunRequest request, Journal journal) throws InterruptedException {
        return wait("run", request, new TypeReference<RunOutcome>() {}, journal);
    }

    @Override
    public CheckReport check(Journal journal) throws InterruptedException {
        return wait("check", new Nothing(), new TypeReference<CheckReport>() {}, journal);
    }

    @Override
    public List<RuleRow> rules() {
        return ask("rules", new Nothing(), new TypeReference<List<RuleRow>>() {});
    }

    @Override
    public List<RuleProblem> checkRules(@Nullable Path path) {
        return ask("rules/check", new Named(text(path)), new TypeReference<List<RuleProblem>>() {});
    }

    @Override
    public Names names() {
        return ask("rules/names", new Nothing(), new TypeReference<Names>() {});
    }

    @Override
    public List<RuleProblem> checkRule(String file, String text) {
        return ask(
                "rules/check-text",
                new RuleText(file, text, ""),
                new TypeReference<List<RuleProblem>>() {});
    }

    @Override
    public List<CaseResult> testRules(@Nullable Path path) {
        return ask("rules/test", new Named(text(path)), new TypeReference<List<CaseResult>>() {});
    }

    @Override
    public InstallReport installRules(boolean restores) {
        return ask(
                "rules/install", new InstallWish(restores), new TypeReference<InstallReport>() {});
    }

    @Override
    public void saveRule(String file, String text, String who) {
        tell("rules/save", new RuleText(file, text, who));
    }

    @Override
    public void deleteRule(String rule, String who) {
        tell("rules/delete", new RuleSwitch(rule, "", who));
    }

    @Override
    public void setRuleMode(String rule, String mode, String who) {
        tell("rules/mode", new RuleSwitch(rule, mode, who));
    }

    @Override
    public Replayed replay(ReplayPlan plan, Journal journal) throws InterruptedException {
        return wait("rules/replay", plan, new TypeReference<Replayed>() {}, journal);
    }

    @Override
    public List<Explained> explain(ExplainQuestion question) throws InterruptedException {
        return wait(
                "rules/explain", question, new TypeReference<List<Explained>>() {}, Journal.none());
    }

    @Override
    public RuleHistory ruleHistory(String rule) {
        return ask("rules/versions", new Named(rule), new TypeReference<RuleHistory>() {});
    }

    @Override
    public RuleDiff ruleDiff(String rule, String from, String to) {
        return ask("rules/diff", new RuleTexts(rule, from, to), new TypeReference<RuleDiff>() {});
    }

    @Override
    public List<CaseResult> rollback(Rollback rollback) {
        return ask("rules/rollback", rollback, new TypeReference<List<CaseResult>>() {});
    }

    @Override
    public CaseSheet cases(String rule) {
        return ask("rules/cases", new Named(rule), new TypeReference<CaseSheet>() {});
    }

    @Override
    public SavedCases saveCases(CaseEdit edit) {
        return ask("rules/cases/save", edit, new TypeReference<SavedCases>() {});
    }

    @Override
    public void switchRule(ModeSwitch mode) {
        tell("rules/switch", mode);
    }

    @Override
    public void withdrawOverride(Withdrawal back) {
        tell("rules/withdraw", back);
    }

    @Override
    public List<RuleWait> waits() {
        return ask("rules/waits", new Nothing(), new TypeReference<List<RuleWait>>() {});
    }

    @Override
    public List<ExceptionLine> exceptions() {
        return ask("rules/exceptions", new Nothing(), new TypeReference<List<ExceptionLine>>() {});
    }

    @Override
    public ExceptionsState exceptionsState() {
        return ask(
                "rules/exceptions/state", new Nothing(), new TypeReference<ExceptionsState>() {});
    }

    @Override
    public void addException(ExceptionLine line) {
        tell("rules/exceptions/add", line);
    }

    @Override
    public void removeException(String id) {
        tell("rules/exceptions/remove", new Named(id));
    }

    @Override
    public String newRule(NewRule rule) {
        return ask("rules/new", rule, new TypeReference<String>() {});
    }

    @Override
    public List<AlertRow> alerts(AlertFilter filter) {
        return ask("alerts", filter, new TypeReference<List<AlertRow>>() {});
    }

    @Override
    public AlertDetail alert(long id) {
        return ask("alerts/show", new AlertId(id), new TypeReference<AlertDetail>() {});
    }

    @Override
    public AlertRow acknowledge(AlertDecision decision) {
        return ask("alerts/ack", decision, new TypeReference<AlertRow>() {});
    }

    @Override
    public AlertRow closeAlert(AlertDecision decision) {
        return ask("alerts/close", decision, new TypeReference<AlertRow>() {});
    }

    @Override
    public SqlEnd sql(SqlRequest request, RowSink sink) throws InterruptedException {
        return read(
                "sql",
                new TypeReference<SqlEnd>() {},
                wire.answer("sql", request, Journal.none(), sink));
    }

    @Override
    public List<ChannelAnswer> testChannels(@Nullable String channel) throws InterruptedException {
        return wait(
                "channels/test",
                new Named(channel),
                new TypeReference<List<ChannelAnswer>>() {},
                Journal.none());
    }

    @Override
    public List<DeadRow> deadLetters(int limit) {
        return ask("channels/dead", new Count(limit), new TypeReference<List<DeadRow>>() {});
    }

    @Override
    public ResendReport resend(List<Long> deliveries) throws InterruptedException {
        return wait(
                "channels/resend",
                new Deliveries(deliveries),
                new TypeReference<ResendReport>() {},
                Journal.none());
    }

    @Override
    public List<GapRow> gaps(boolean closed) {
        return ask("gaps", new Flag(closed), new TypeReference<List<GapRow>>() {});
    }

    @Override
    public ReconcileReport reconcile(LocalDate day, Journal journal) throws InterruptedException {
        return wait("reconcile", new Day(day), new TypeReference<ReconcileReport>() {}, journal);
    }

    @Override
    public BackfillPlan backfillPlan(int days) {
        return ask("backfill/plan", new Days(days), new TypeReference<BackfillPlan>() {});
    }

    @Override
    public BackfillReport backfill(int days, Journal journal) throws InterruptedException {
        return wait("backfill", new Days(days), new TypeReference<BackfillReport>() {}, journal);
    }

    @Override
    public BackupReport backup(Path file) {
        return ask("backup", new Named(text(file)), new TypeReference<BackupReport>() {});
    }

    @Override
    public List<UserRow> users() {
        return ask("users", new Nothing(), new TypeReference<List<UserRow>>() {});
    }

    @Override
    public void addUser(NewUser user) {
        tell("users/add", user);
    }

    @Override
    public void removeUser(String username) {
        tell("users/remove", new Named(username));
    }

    @Override
    public void setPassword(String username, String password) {
        tell("users/password", new NewUser(username, "", password));
    }

    @Override
    public RecordReport record(RecordRequest request, Journal journal) throws InterruptedException {
        return wait("record", request, new TypeReference<RecordReport>() {}, journal);
    }

    @Override
    public void close() {}

    private void tell(String question, Object in) {
        patiently(question, in);
    }

    private <T> T ask(String question, Object in, TypeReference<T> type) {
        return read(question, type, patiently(question, in));
    }

    private <T> T wait(String question, Object in, TypeReference<T> type, Journal journal)
            throws InterruptedException {
        return read(question, type, wire.answer(question, in, journal, Wire.NO_ROWS));
    }

    // Short questions: an interrupt ends the command anyway, and their callers have nothing to
    // undo.
    private String patiently(String question, Object in) {
        try {
            return wire.answer(question, in, Journal.none(), Wire.NO_ROWS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceException(Problem.AWAY, "the question was interrupted", e);
        }
    }

    private <T> T read(String question, TypeReference<T> type, String answer) {
        try {
            return json.readValue(answer, type);
        } catch (JsonProcessingException e) {
            throw new ServiceException(
                    Problem.BUG, "the service's answer to " + question + " cannot be read", e);
        }
    }

    private static @Nullable String text(@Nullable Path path) {
        return path == null ? null : path.toString();
    }
}
