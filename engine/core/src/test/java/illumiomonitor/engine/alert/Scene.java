package illumiomonitor.engine.alert;

import illumiomonitor.db.Store;
import illumiomonitor.engine.H2;
import illumiomonitor.engine.rule.Found;
import illumiomonitor.engine.rule.Judgement;
import illumiomonitor.engine.rule.Measure;
import illumiomonitor.engine.rule.Proof;
import illumiomonitor.engine.rule.RuleInfo;
import illumiomonitor.engine.rule.RuleResult;
import illumiomonitor.engine.view.AlertDetail;
import illumiomonitor.engine.view.AlertFilter;
import illumiomonitor.engine.view.AlertFilter.States;
import illumiomonitor.engine.view.AlertLine;
import illumiomonitor.engine.view.AlertViews;
import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.Severity;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A store with one PCE, and the words of alert tests: minutes after ten o'clock. */
public final class Scene implements AutoCloseable {

    public static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");
    public static final String RULE = "traffic/blocked-burst";
    public static final String SUBJECT = "10.0.0.5";
    static final Duration SETTLE = Duration.ofMinutes(15);
    static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String url;
    private Store opened;
    private Severity severity = Severity.MEDIUM;
    private String held = "";
    private List<String> attack = List.of();
    private Duration minHistory = Duration.ZERO;
    private Duration refractory = Duration.ZERO;
    private Measure measure = new Measure(37.0, null);
    private String rule = RULE;
    private String error;
    private String proofKind = "FLOW";
    private List<Endpoint> endpoints = List.of();
    private Exceptions exceptions;

    public Scene() {
        this(H2.memory());
    }

    public Scene(String url) {
        this.url = url;
    }

    /** Opened when it is first asked for. */
    public Store store() {
        if (opened == null) {
            opened = Store.open(url);
            opened.jdbi()
                    .useHandle(
                            h ->
                                    h.execute(
                                            """
                                            insert into pce (pce_id, name, first_seen_at)
                                            select 1, 'hq', ? where not exists (select 1 from pce)
                                            """,
                                            TEN.atOffset(ZoneOffset.UTC)));
        }
        return opened;
    }

    public static Instant at(int minute) {
        return TEN.plus(Duration.ofMinutes(minute));
    }

    public AlertBook book() {
        if (exceptions == null) {
            exceptions = exceptions(Path.of("no-such-folder", "exceptions.yaml"));
        }
        return new AlertBook(store(), exceptions, SETTLE, Clock.fixed(TEN, ZoneOffset.UTC));
    }

    /** The exceptions of a file, as a process that begins now reads them. */
    Exceptions exceptions(Path file) {
        return new Exceptions(
                file, ZoneId.of("Asia/Taipei"), store(), Clock.fixed(TEN, ZoneOffset.UTC));
    }

    public Scene severity(Severity value) {
        severity = value;
        return this;
    }

    public Scene attack(String... ids) {
        attack = List.of(ids);
        return this;
    }

    /** Learns until it is told that it has learned. */
    public Scene learning() {
        minHistory = Duration.ofDays(7);
        return held("learning");
    }

    public Scene learned() {
        return held("");
    }

    /** Only a record is told again within it. */
    public Scene refractory(Duration value) {
        refractory = value;
        return this;
    }

    public Scene counted(double value) {
        measure = new Measure(value, null);
        return this;
    }

    public Scene z(double value) {
        measure = new Measure(37.0, value);
        return this;
    }

    public Scene held(String value) {
        held = value;
        return this;
    }

    public Scene rule(String value) {
        rule = value;
        return this;
    }

    public Scene error(String value) {
        error = value;
        return this;
    }

    public Scene proofs(String kind) {
        proofKind = kind;
        return this;
    }

    public Scene endpoints(Endpoint... values) {
        endpoints = List.of(values);
        return this;
    }

    public Scene exceptions(Exceptions value) {
        exceptions = value;
        return this;
    }

    /** The rule: cooldown an hour, quiet half an hour. */
    public RuleInfo info() {
        return new RuleInfo(
                rule,
                "0123456789abcdef",
                rule + ".drl",
                "Blocked burst",
                severity,
                Duration.ofMinutes(10),
                Duration.ofMinutes(60),
                Duration.ofMinutes(30),
                minHistory,
                refractory,
                "LIVE",
                10,
                "connections",
                attack,
                "",
                false);
    }

    public Found found(String subject, int minute) {
        Instant tick = at(minute);
        return new Found(
                rule,
                "0123456789abcdef",
                subject,
                subject + " was blocked at minute " + minute,
                severity,
                List.of(new Proof(proofKind, 1L, null, "flow", "counted 37")),
                tick.minusSeconds(60),
                tick.minusSeconds(5),
                held,
                endpoints,
                measure);
    }

    public Judgement judgement(int minute, boolean settled, String... subjects) {
        List<Found> found = new ArrayList<>();
        for (String subject : subjects) {
            found.add(found(subject, minute));
        }
        RuleResult result =
                new RuleResult(info(), 100, found.size(), Duration.ZERO, error, 10, found, held);
        return new Judgement(1, "hq", at(minute), settled, List.of(result));
    }

    public Recorded record(Judgement judgement) {
        try {
            return store().jdbi()
                    .inTransaction(
                            h -> book().record(h, judgement, judgement.tick().plusSeconds(3)));
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody stops a test", e);
        }
    }

    /** Judged when it was new. */
    public Recorded fresh(int minute, String... subjects) {
        return record(judgement(minute, false, subjects));
    }

    /** Judged when its data was complete. */
    public Recorded settled(int minute, String... subjects) {
        return record(judgement(minute, true, subjects));
    }

    /** What a run does: judges its tick, then the one that has settled. */
    public List<Notification> run(int minute, List<Integer> seenAt) {
        List<Notification> told = new ArrayList<>();
        String[] now = seenAt.contains(minute) ? new String[] {SUBJECT} : new String[0];
        told.addAll(fresh(minute, now).notifications());
        String[] then = seenAt.contains(minute - 15) ? new String[] {SUBJECT} : new String[0];
        told.addAll(settled(minute - 15, then).notifications());
        return told;
    }

    /** The alerts as people read them. */
    public AlertViews views() {
        return new AlertViews(store());
    }

    public List<AlertLine> alerts() {
        return views().page(AlertFilter.of(States.ALL), null, 1000, PATIENCE).alerts();
    }

    public AlertDetail detail(long id) {
        return views().whole(id).orElseThrow();
    }

    public AlertLine alert() {
        List<AlertLine> alerts = alerts();
        if (alerts.size() != 1) {
            throw new AssertionError("not one alert but " + alerts);
        }
        return alerts.get(0);
    }

    public void gap(String kind, int from, int to) {
        store().jdbi()
                .useHandle(
                        h ->
                                h.execute(
                                        """
                                        insert into gap (pce_id, kind, from_at, to_at, reason, opened_at)
                                        values (1, ?, ?, ?, 'test', ?)
                                        """,
                                        kind,
                                        at(from).atOffset(ZoneOffset.UTC),
                                        at(to).atOffset(ZoneOffset.UTC),
                                        at(to).atOffset(ZoneOffset.UTC)));
    }

    @Override
    public void close() {
        if (opened != null) {
            opened.close();
        }
    }
}
