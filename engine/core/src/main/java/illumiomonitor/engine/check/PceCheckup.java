package illumiomonitor.engine.check;

import illumiomonitor.engine.Engine;
import illumiomonitor.engine.alert.Suggestion;
import illumiomonitor.engine.alert.Suggestions;
import illumiomonitor.engine.check.Check.Light;
import illumiomonitor.engine.pce.Oddity;
import illumiomonitor.engine.pce.Origin;
import illumiomonitor.engine.pce.PceHealth;
import illumiomonitor.engine.pull.Gaps;
import illumiomonitor.engine.pull.Gaps.Gap;
import illumiomonitor.engine.rule.Needs;
import illumiomonitor.engine.rule.RuleInfo;
import illumiomonitor.engine.run.Cycle;
import illumiomonitor.spi.EventAnswer;
import illumiomonitor.spi.FlowAnswer;
import illumiomonitor.spi.FlowQuery;
import illumiomonitor.spi.SourceException;
import illumiomonitor.spi.SourceException.Problem;
import illumiomonitor.spi.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks one PCE, question by question: where a key may not ask one thing, the others still say what
 * can be seen.
 */
final class PceCheckup {

    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final Duration SAMPLE = Duration.ofMinutes(5);

    /** With these there is no use in asking anything else. */
    private static final Set<Problem> NOBODY_THERE =
            Set.of(
                    Problem.UNREACHABLE,
                    Problem.RATE_LIMITED,
                    Problem.UNAUTHORIZED,
                    Problem.UNTRUSTED);

    private final Engine engine;
    private final Cycle cycle;
    private final Origin client;
    private final String name;
    private final Consumer<Check> checks;
    private @Nullable Estate estate;
    private boolean mayReadEvents = true;

    PceCheckup(Engine engine, Cycle cycle, Origin client, Consumer<Check> checks) {
        this.engine = engine;
        this.cycle = cycle;
        this.client = client;
        this.name = cycle.pce().name();
        this.checks = checks;
    }

    private interface Question {
        void ask() throws SourceException, InterruptedException;
    }

    void work() throws InterruptedException {
        if (answers()) {
            clock();
            asked("health", Light.WARNING, this::health);
            asked("workloads", Light.WARNING, this::workloads);
            Traffic.Figures figures =
                    new Traffic(engine.store()).of(cycle.pce().id(), client.now());
            counters(figures);
            asked("traffic", Light.AWAY, () -> rows(figures));
            asked("events", Light.AWAY, this::events);
            blindness(figures);
            named();
            suggestions();
        }
        gaps();
        oddities();
    }

    /** Whether it is there and lets us in; the rest is not asked for otherwise. */
    private boolean answers() throws InterruptedException {
        try {
            String version = client.version();
            cycle.pce().puller().versionSeen(version);
            say("version", Light.OK, version, "");
            return true;
        } catch (SourceException e) {
            boolean there = !NOBODY_THERE.contains(e.problem());
            failed(there ? "version" : "answers", there ? Light.WARNING : Light.AWAY, e);
            return there;
        }
    }

    private void asked(String topic, Light light, Question question) throws InterruptedException {
        try {
            question.ask();
        } catch (SourceException e) {
            failed(topic, light, e);
        }
    }

    private void failed(String topic, Light light, SourceException e) {
        say(
                topic,
                e.problem() == Problem.UNTRUSTED ? Light.WRONG : light,
                String.valueOf(e.getMessage()),
                hint(e.problem()));
    }

    private static String hint(Problem problem) {
        return switch (problem) {
            case UNAUTHORIZED -> "check pce.key and pce.secret";
            case DISK -> "make room there";
            case FORBIDDEN -> "give the owner of pce.key a role that may read it";
            default -> "";
        };
    }

    private void say(String topic, Light light, String text, String advice) {
        checks.accept(new Check(name, topic, light, text, advice));
    }

    private void clock() {
        Duration offset = client.clockOffset();
        boolean far = offset.abs().compareTo(SKEW) > 0;
        say(
                "clock",
                far ? Light.WARNING : Light.OK,
                "the PCE's clock is %d s %s this machine's"
                        .formatted(
                                offset.abs().toSeconds(),
                                offset.isNegative() ? "behind" : "ahead of"),
                far ? "set the time of one of them" : "");
    }

    private void health() throws SourceException, InterruptedException {
        PceHealth health = client.health();
        Light light =
                switch (health.state()) {
                    case PceHealth.NORMAL -> Light.OK;
                    case PceHealth.NOT_AVAILABLE -> Light.NOTE;
                    default -> Light.WARNING;
                };
        say("health", light, (health.state() + " " + health.reason()).trim(), "");
    }

    private void workloads() throws SourceException, InterruptedException {
        Estate found = Estate.of(client.workloads());
        estate = found;
        say("workloads", found.managed() == 0 ? Light.WARNING : Light.OK, found.toString(), "");
    }

    private void counters(Traffic.Figures figures) {
        boolean unproven = figures.counters().equals("UNPROVEN");
        say(
                "counters",
                unproven ? Light.NOTE : Light.OK,
                figures.counters().toLowerCase(Locale.ROOT)
                        + (figures.proof().isEmpty() ? "" : ": " + figures.proof()),
                unproven
                        ? "until it is proven every pull reaches back to the start of coverage"
                        : "");
    }

    /** Asked of the PCE itself, because a new installation has pulled nothing yet. */
    private void rows(Traffic.Figures figures) throws SourceException, InterruptedException {
        FlowAnswer answer =
                client.flows(
                        FlowQuery.of(sample(), engine.config().pull().maxResults()), row -> {});
        long sampled = Duration.between(answer.askedAt(), answer.answeredAt()).toMillis();
        boolean known = figures.pulls() > 0;
        say(
                "traffic",
                answer.missing().isEmpty() ? Light.OK : Light.WARNING,
                "%d rows in the last 5 minutes; a pull takes about %.1f s; %s%s"
                        .formatted(
                                Math.max(answer.matches(), answer.rows()),
                                (known ? figures.tookMillis() : sampled) / 1000.0,
                                known
                                        ? "%d pulls with %d increments in the last day"
                                                .formatted(figures.pulls(), figures.increments())
                                        : "nothing was pulled in the last day",
                                incomplete(answer.missing())),
                "");
    }

    /** A key may be allowed to read traffic and not events, which then are silent. */
    private void events() throws SourceException, InterruptedException {
        long[] came = {0};
        EventAnswer answer;
        try {
            answer = client.events(sample(), event -> came[0]++);
        } catch (SourceException e) {
            mayReadEvents = e.problem() != Problem.FORBIDDEN;
            throw e;
        }
        say(
                "events",
                answer.missing().isEmpty() ? Light.OK : Light.WARNING,
                "%d events in the last 5 minutes%s"
                        .formatted(came[0], incomplete(answer.missing())),
                "");
    }

    private TimeWindow sample() {
        Instant now = client.now();
        return new TimeWindow(now.minus(SAMPLE), now);
    }

    private static String incomplete(String missing) {
        return missing.isEmpty() ? "" : "; the answer is not complete: " + missing;
    }

    private void blindness(Traffic.Figures figures) {
        for (RuleInfo rule : engine.rulebook().rules()) {
            Set<Needs.Need> needs =
                    Needs.of(engine.rulebook().text(rule.file()).orElse(""))
                            .getOrDefault(rule.name(), Set.of());
            for (String reason : Blindness.of(needs, estate, figures, mayReadEvents)) {
                say(
                        "blind rule",
                        Light.WARNING,
                        rule.name() + " cannot see anything here: " + reason,
                        "");
            }
        }
    }

    private void named() {
        RuleWarnings.of(engine, cycle.pce().id(), name, client.now())
                .forEach(
                        (rule, reasons) ->
                                reasons.forEach(
                                        reason ->
                                                say(
                                                        "blind rule",
                                                        Light.WARNING,
                                                        rule + ": " + reason,
                                                        "")));
    }

    private void suggestions() {
        for (Suggestion suggestion :
                new Suggestions(engine.store()).of(cycle.pce().id(), client.now())) {
            say(
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

    /** What did not come is not what did not happen. */
    private void gaps() {
        List<Gap> open =
                new Gaps(engine.store())
                        .list().stream()
                                .filter(gap -> gap.pceId() == cycle.pce().id())
                                .filter(gap -> gap.closedAt() == null)
                                .toList();
        if (!open.isEmpty()) {
            Gap newest = open.get(0);
            say(
                    "gaps",
                    Light.WARNING,
                    "%s: %s from %s to %s: %s"
                            .formatted(
                                    open.size() == 1
                                            ? "1 stretch is missing"
                                            : open.size() + " stretches are missing, the newest",
                                    newest.kind().toLowerCase(Locale.ROOT),
                                    newest.from(),
                                    newest.to(),
                                    newest.reason()),
                    "./monitor gaps lists them");
        }
    }

    /** Of the client that pulls, and of this one's answers, which are in by now. */
    private void oddities() {
        Set<Oddity> all = new LinkedHashSet<>(cycle.pce().client().oddities());
        all.addAll(client.oddities());
        for (Oddity each : all) {
            switch (each.topic()) {
                case CONNECTION ->
                        say(
                                "tls",
                                Light.WARNING,
                                each.text(),
                                isPlain()
                                        ? "write pce.url with https"
                                        : "set tls.verify: true and tls.ca-file");
                case TRAFFIC -> say("traffic", Light.WARNING, each.text(), "");
                case EVENTS -> say("events", Light.WARNING, each.text(), "");
            }
        }
    }

    private boolean isPlain() {
        return engine.config().pces().stream()
                .anyMatch(pce -> pce.name().equals(name) && "http".equals(pce.url().getScheme()));
    }
}
