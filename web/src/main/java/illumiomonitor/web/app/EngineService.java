package illumiomonitor.web.app;

import illumiomonitor.engine.Engine;
import illumiomonitor.engine.check.Checkup;
import illumiomonitor.engine.form.Names;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.people.People;
import illumiomonitor.engine.view.AlertViews;
import illumiomonitor.engine.view.NameViews;
import illumiomonitor.web.cli.Version;
import illumiomonitor.web.service.About;
import illumiomonitor.web.service.AlertDecision;
import illumiomonitor.web.service.AlertDetail;
import illumiomonitor.web.service.AlertFilter;
import illumiomonitor.web.service.AlertRow;
import illumiomonitor.web.service.BackfillPlan;
import illumiomonitor.web.service.BackfillReport;
import illumiomonitor.web.service.BackupReport;
import illumiomonitor.web.service.CaseResult;
import illumiomonitor.web.service.ChannelAnswer;
import illumiomonitor.web.service.CheckLine;
import illumiomonitor.web.service.CheckReport;
import illumiomonitor.web.service.DeadRow;
import illumiomonitor.web.service.GapRow;
import illumiomonitor.web.service.InstallReport;
import illumiomonitor.web.service.ModeSwitch;
import illumiomonitor.web.service.NewUser;
import illumiomonitor.web.service.ReconcileReport;
import illumiomonitor.web.service.RecordReport;
import illumiomonitor.web.service.RecordRequest;
import illumiomonitor.web.service.ResendReport;
import illumiomonitor.web.service.RowSink;
import illumiomonitor.web.service.RuleProblem;
import illumiomonitor.web.service.RuleRow;
import illumiomonitor.web.service.RunOutcome;
import illumiomonitor.web.service.RunPlan;
import illumiomonitor.web.service.RunRequest;
import illumiomonitor.web.service.SqlEnd;
import illumiomonitor.web.service.SqlRequest;
import illumiomonitor.web.service.UserRow;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every question of the command line, asked of the engine. */
final class EngineService extends AuthoredService {

    private final Engine engine;
    private final boolean owner;
    private final @Nullable URI pages;
    private final Instant startedAt;
    private final AlertVerbs alerts;
    private final RunVerbs runs;
    private final RuleVerbs rules;
    private final StoreVerbs store;
    private final PceVerbs pces;
    private final BackfillVerbs backfills;
    private final UserVerbs users;

    private EngineService(Engine engine, boolean owner, @Nullable URI pages) {
        super(new AuthorVerbs(engine));
        this.engine = engine;
        this.owner = owner;
        this.pages = pages;
        this.startedAt = engine.clock().instant();
        this.alerts = new AlertVerbs(engine.alerts(), new AlertViews(engine.store()));
        this.runs = new RunVerbs(engine);
        this.rules = new RuleVerbs(engine);
        this.store = new StoreVerbs(engine.store());
        this.pces = new PceVerbs(engine);
        this.backfills = new BackfillVerbs(engine);
        this.users = new UserVerbs(new People(engine.store()), engine.clock());
    }

    /** Closes the engine when it is closed. */
    static EngineService owning(Engine engine) {
        return new EngineService(engine, true, null);
    }

    /** Leaves the engine to whoever runs it. */
    static EngineService of(Engine engine, @Nullable URI pages) {
        return new EngineService(engine, false, pages);
    }

    @Override
    public About about() {
        return new About(
                Version.text(),
                ProcessHandle.current().pid(),
                startedAt,
                engine.config().file().toString(),
                pages == null ? null : pages.toString());
    }

    @Override
    public RunPlan plan(RunRequest request) {
        return runs.plan(request);
    }

    @Override
    public RunOutcome run(RunRequest request, Journal journal) throws InterruptedException {
        return runs.run(request, journal);
    }

    @Override
    public CheckReport check(Journal journal) throws InterruptedException {
        rules.refresh();
        return new CheckReport(
                new Checkup(engine)
                        .work(journal).stream()
                                .map(
                                        check ->
                                                new CheckLine(
                                                        check.pce(),
                                                        check.topic(),
                                                        CheckLine.Light.valueOf(
                                                                check.light().name()),
                                                        check.text(),
                                                        check.advice()))
                                .toList());
    }

    @Override
    public List<RuleRow> rules() {
        return rules.rules();
    }

    @Override
    public List<RuleProblem> checkRules(@Nullable Path path) {
        return rules.check(path);
    }

    @Override
    public Names names() {
        return new NameViews(engine.store()).all();
    }

    @Override
    public List<RuleProblem> checkRule(String file, String text) {
        return rules.check(file, text);
    }

    @Override
    public List<CaseResult> testRules(@Nullable Path path) {
        return rules.test(path);
    }

    @Override
    public InstallReport installRules(boolean restores) {
        return rules.install(restores);
    }

    @Override
    public void saveRule(String file, String text, String who) {
        rules.save(file, text, who);
    }

    @Override
    public void deleteRule(String rule, String who) {
        rules.delete(rule, who);
    }

    @Override
    public void setRuleMode(String rule, String mode, String who) {
        authors.switchRule(new ModeSwitch(rule, mode, who, "", false));
    }

    @Override
    public List<AlertRow> alerts(AlertFilter filter) {
        return alerts.list(filter);
    }

    @Override
    public AlertDetail alert(long id) {
        return alerts.detail(id);
    }

    @Override
    public AlertRow acknowledge(AlertDecision decision) {
        return alerts.acknowledge(decision);
    }

    @Override
    public AlertRow closeAlert(AlertDecision decision) {
        return alerts.close(decision);
    }

    @Override
    public SqlEnd sql(SqlRequest request, RowSink sink) throws InterruptedException {
        return store.sql(request, sink);
    }

    @Override
    public List<ChannelAnswer> testChannels(@Nullable String channel) throws InterruptedException {
        return new ChannelVerbs(engine).test(channel);
    }

    @Override
    public List<DeadRow> deadLetters(int limit) {
        return new ChannelVerbs(engine).dead(limit);
    }

    @Override
    public ResendReport resend(List<Long> deliveries) throws InterruptedException {
        return new ChannelVerbs(engine).resend(deliveries);
    }

    @Override
    public List<GapRow> gaps(boolean closed) {
        return store.gaps(closed);
    }

    @Override
    public ReconcileReport reconcile(LocalDate day, Journal journal) throws InterruptedException {
        return pces.reconcile(day, journal);
    }

    @Override
    public BackfillPlan backfillPlan(int days) {
        return backfills.plan(days);
    }

    @Override
    public BackfillReport backfill(int days, Journal journal) throws InterruptedException {
        return backfills.run(days, journal);
    }

    @Override
    public BackupReport backup(Path file) {
        return store.backup(file);
    }

    @Override
    public List<UserRow> users() {
        return users.list();
    }

    @Override
    public void addUser(NewUser user) {
        users.add(user);
    }

    @Override
    public void removeUser(String username) {
        users.remove(username);
    }

    @Override
    public void setPassword(String username, String password) {
        users.password(username, password);
    }

    @Override
    public RecordReport record(RecordRequest request, Journal journal) throws InterruptedException {
        return pces.record(request, journal);
    }

    @Override
    public void close() {
        if (owner) {
            engine.close();
        }
    }
}
