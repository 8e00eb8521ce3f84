package illumiomonitor.engine.check;

import illumiomonitor.engine.Engine;
import illumiomonitor.engine.alert.ExceptionsState;
import illumiomonitor.engine.alert.Suggestion;
import illumiomonitor.engine.alert.Suggestions;
import illumiomonitor.engine.check.Check.Light;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.pce.Hearing;
import illumiomonitor.engine.pce.Oddity;
import illumiomonitor.engine.pce.Origin;
import illumiomonitor.engine.pce.PceHealth;
import illumiomonitor.engine.pce.Purpose;
import illumiomonitor.engine.pull.Integrity;
import illumiomonitor.engine.rule.Needs;
import illumiomonitor.engine.rule.RuleInfo;
import illumiomonitor.engine.rule.RuleState;
import illumiomonitor.engine.run.Cycle;
import illumiomonitor.spi.FlowAnswer;
import illumiomonitor.spi.FlowQuery;
import illumiomonitor.spi.SourceException;
import illumiomonitor.spi.SourceException.Problem;
import illumiomonitor.spi.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Asks every PCE, the store and the rules, and says what stands between silence and safety. */
public final class Checkup {

    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final Duration SAMPLE = Duration.ofMinutes(5);

    private final Engine engine;
    private final List<Check> checks = new ArrayList<>();

    public Checkup(Engine engine) {
        this.engine = engine;
    }

    /** Looks at everything. */
    @SuppressWarnings("try") // The hearing only has to be there.
    public List<Check> work(Journal journal) throws InterruptedException {
        rules();
        for (Cycle cycle : engine.cycles()) {
            journal.info("asking " + cycle.pce().name());
            try (Origin client = engine.clientBeside(cycle, Purpose.CHECK);
                    Hearing waits = client.hear(journal::info)) {
                pce(cycle, client);
                oddities(cycle, client);
            }
        }
        store();
        return List.copyOf(checks);
    }

    private void store() throws InterruptedException {
        List<String> faults = new Integrity(engine.store()).check();
        faults.forEach(
                fault -> say("", "store", Light.WRONG, fault, "restore a backup, and tell us"));
        if (faults.isEmpty()) {
            say("", "store", Light.OK, (engine.store().sizeBytes() >> 20) + " MB, sound", "");
        }
    }

    private void say(String pce, String topic, Light light, String text, String advice) {
        checks.add(new Check(pce, topic, light, text, advice));
    }

    private void rules() {
        for (RuleState state : engine.rulebook().states()) {
            String advice =
                    state.info() == null
                            ? "mend it; until then it judges nothing"
                            : "mend the file; the version that judged before still does";
            state.errors().forEach(error -> say("", "rule", Light.WRONG, error.toString(), advice));
        }
        List<RuleInfo> rules = engine.rulebook().rules();
        if (rules.isEmpty()) {
            say(
                    "",
                    "rules",
                    Light.WRONG,
                    "no rule is loaded from " + engine.config().rules().dir(),
                    "./monitor rules install copies the shipped ones there");
        } else {
            say("", "rules", Light.OK, rules.size() + " rules are loaded", "");
        }
        RuleWarnings.conflicts(engine)
                .forEach(
                        (rule, reason) ->
                                say("", "rule", Light.WARNING, "rule " + rule + ": " + reason, ""));
        exceptions();
        if (engine.config().channels().isEmpty()) {
            say(
                    "",
                    "channels",
                    Light.WARNING,
                    "no channel is set: alerts are shown, nobody is told",
                    "add channels to monitor.yaml");
        }
    }

    private void exceptions() {
        engine.exceptions().refresh(Journal.none());
        ExceptionsState state = engine.exceptions().state();
        if (!state.error().isEmpty()) {
            say("", "exceptions", Light.WRONG, state.sentence(), "mend the file");
        }
        if (state.crossed().any()) {
            say(
                    "",
                    "exceptions",
                    Light.WARNING,
                    state.crossed().sentence(),
                    "./monitor rules exceptions add or remove, unless it was meant");
        }
    }

    private void pce(Cycle cycle, Origin client) throws InterruptedException {
        String name = cycle.pce().name();
        try {
            String version = client.version();
            cycle.pce().puller().versionSeen(version);
            say(name, "version", Light.OK, version, "");
            clock(name, client);
            health(name, client.health());
            Estate estate = Estate.of(client.workloads());
            say(
                    name,
                    "workloads",
                    estate.managed() == 0 ? Light.WARNING : Light.OK,
                    estate.toString(),
                    "");
            traffic(cycle, client, estate);
        } catch (SourceException e) {
            say(
                    name,
                    "answers",
                    e.problem() == Problem.UNTRUSTED ? Light.WRONG : Light.AWAY,
                    String.valueOf(e.getMessage()),
                    hint(e.problem()));
        }
    }

    /** Of the client that pulls, and of this one's answers, which are in by now. */
    private void oddities(Cycle cycle, Origin client) {
        Set<Oddity> all = new LinkedHashSet<>(cycle.pce().client().oddities());
        all.addAll(client.oddities());
        String name = cycle.pce().name();
        for (Oddity each : all) {
            switch (each.topic()) {
                case CONNECTION ->
                        say(
                                name,
                                "tls",
                                Light.WARNING,
                                each.text(),
                                isPlain(name)
                                        ? "write pce.url with https"
                                        : "set tls.verify: true and tls.ca-file");
                case TRAFFIC -> say(name, "traffic", Light.WARNING, each.text(), "");
                case EVENTS -> say(name, "events", Light.WARNING, each.text(), "");
            }
        }
    }

    private static String hint(Problem problem) {
        return switch (problem) {
            case UNAUTHORIZED -> "check pce.key and pce.secret";
            case FORBIDDEN -> "give the owner of pce.key a role that may read it";
            default -> "";
        };
    }

    private boolean isPlain(String name) {
        return engine.config().pces().stream()
                .anyMatch(pce -> pce.name().equals(name) && "http".equals(pce.url().getScheme()));
    }

    private void clock(String name, Origin client) {
        Duration offset = client.clockOffset();
        boolean far = offset.abs().compareTo(SKEW) > 0;
        say(
                name,
                "clock",
                far ? Light.WARNING : Light.OK,
                "the PCE's clock is %d s %s this machine's"
                        .formatted(
                                offset.abs().toSeconds(),
                                offset.isNegative() ? "behind" : "ahead of"),
                far ? "set the time of one of them" : "");
    }

    private void health(String name, PceHealth health) {
        Light light =
                switch (health.state()) {
                    case PceHealth.NORMAL -> Light.OK;
                    case PceHealth.NOT_AVAILABLE -> Light.NOTE;
                    default -> Light.WARNING;
                };
        say(name, "health", light, (health.state() + " " + health.reason()).trim(), "");
    }

    private void traffic(Cycle cycle, Origin client, Estate estate)
            throws SourceException, InterruptedException {
        String name = cycle.pce().name();
        Instant now = client.now();
        Traffic.Figures figures = new Traffic(engine.store()).of(cycle.pce().id(), now);
        say(
                name,
                "counters",
                figures.counters().equals("UNPROVEN") ? Light.NOTE : Light.OK,
                figures.counters().toLowerCase(java.util.Locale.ROOT)
                        + (figures.proof().isEmpty() ? "" : ": " + figures.proof()),
                figures.counters().equals("UNPROVEN")
                        ? "until it is proven every pull reaches back to the start of coverage"
                        : "");
        rows(name, client, figures);
        blindness(name, estate, figures);
        named(cycle.pce().id(), name, now);
        for (Suggestion suggestion : new Suggestions(engine.store()).of(cycle.pce().id(), now)) {
            say(
                    name,
                    "exception?",
                    Light.NOTE,
                    "%s %s reached %d destinations on %d ports today: %s"
                            .formatted(
                                    suggestion.ip(),
                                    suggestion.name(),
                                    suggestion.destinations(),
                                    suggestion.ports(),
                                    suggestion.kind()),
                    "if it may, add to rules/exceptions.yaml: " + suggestion.entry());
        }
    }

    /** Asked of the PCE itself, because a new installation has pulled nothing yet. */
    private void rows(String name, Origin client, Traffic.Figures figures)
            throws SourceException, InterruptedException {
        Instant now = client.now();
        FlowAnswer answer =
                client.flows(
                        FlowQuery.of(
                                new TimeWindow(now.minus(SAMPLE), now),
                                engine.config().pull().maxResults()),
                        row -> {});
        long sampled = Duration.between(answer.askedAt(), answer.answeredAt()).toMillis();
        boolean known = figures.pulls() > 0;
        say(
                name,
                "traffic",
                Light.OK,
                "%d rows in the last 5 minutes; a pull takes about %.1f s; %s"
                        .formatted(
                                Math.max(answer.matches(), answer.rows()),
                                (known ? figures.tookMillis() : sampled) / 1000.0,
                                known
                                        ? "%d pulls with %d increments in the last day"
                                                .formatted(figures.pulls(), figures.increments())
                                        : "nothing was pulled in the last day"),
                "");
    }

    private void named(int pceId, String name, Instant now) {
        RuleWarnings.of(engine, pceId, name, now)
                .forEach(
                        (rule, reasons) ->
                                reasons.forEach(
                                        reason ->
                                                say(
                                                        name,
                                                        "blind rule",
                                                        Light.WARNING,
                                                        rule + ": " + reason,
                                                        "")));
    }

    private void blindness(String name, Estate estate, Traffic.Figures figures) {
        for (RuleInfo rule : engine.rulebook().rules()) {
            Set<Needs.Need> needs =
                    Needs.of(engine.rulebook().text(rule.file()).orElse(""))
                            .getOrDefault(rule.name(), Set.of());
            for (String reason : Blindness.of(needs, estate, figures)) {
                say(
                        name,
                        "blind rule",
                        Light.WARNING,
                        rule.name() + " cannot see anything here: " + reason,
                        "");
            }
        }
    }
}
