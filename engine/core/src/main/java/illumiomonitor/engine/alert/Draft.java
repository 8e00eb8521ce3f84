package illumiomonitor.engine.alert;

import illumiomonitor.engine.rule.RuleInfo;
import illumiomonitor.spi.Severity;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An episode that is being changed. */
final class Draft {

    private final Episode was;
    private long alertId;
    private int number;
    private String title;
    private String ruleVersion;
    private Severity severity;
    private String summary;
    private String held;
    private String source;
    private AlertState state;
    private Instant firstTick;
    private Instant lastTick;
    private @Nullable Instant closedTick;
    private int occurrences;
    private int notifications;
    private @Nullable Instant notifiedTick;
    private String notifiedSeverity;
    private long cooldownS;
    private long quietS;
    private Instant happenedAt;
    private Instant visibleAt;
    private Instant pulledAt;
    private Instant judgedAt;
    private boolean acknowledged;
    private String closedBy;
    private long refractoryS;

    Draft(Episode was) {
        this.was = was;
        alertId = was.alertId();
        number = was.episode();
        title = was.title();
        ruleVersion = was.ruleVersion();
        severity = was.severity();
        summary = was.summary();
        held = was.held();
        source = was.source();
        state = was.state();
        firstTick = was.firstTick();
        lastTick = was.lastTick();
        closedTick = was.closedTick();
        occurrences = was.occurrences();
        notifications = was.notifications();
        notifiedTick = was.notifiedTick();
        notifiedSeverity = was.notifiedSeverity();
        cooldownS = was.cooldownS();
        quietS = was.quietS();
        happenedAt = was.happenedAt();
        visibleAt = was.visibleAt();
        pulledAt = was.pulledAt();
        judgedAt = was.judgedAt();
        acknowledged = was.acknowledged();
        closedBy = was.closedBy();
        refractoryS = was.refractoryS();
    }

    Draft id(long value) {
        alertId = value;
        return this;
    }

    Draft number(int value) {
        number = value;
        return this;
    }

    Draft span(Instant first, Instant last) {
        firstTick = first;
        lastTick = last;
        return this;
    }

    Draft occurrences(int value) {
        occurrences = value;
        return this;
    }

    Draft held(String value) {
        held = value;
        return this;
    }

    Draft state(AlertState value, @Nullable Instant closed) {
        state = value;
        closedTick = closed;
        return this;
    }

    Draft acknowledged(boolean value) {
        acknowledged = value;
        return this;
    }

    Draft closedBy(String who, @Nullable Instant closed) {
        closedBy = who;
        closedTick = closed;
        if (!who.isEmpty()) {
            state = AlertState.CLOSED;
        }
        return this;
    }

    Draft told(int times, @Nullable Instant tick, String atSeverity) {
        notifications = times;
        notifiedTick = tick;
        notifiedSeverity = atSeverity;
        return this;
    }

    /** What is shown is what the newest finding says. */
    Draft newest(StoredFinding finding) {
        ruleVersion = finding.ruleVersion();
        severity = finding.severity();
        summary = finding.summary();
        held = finding.held();
        source = finding.source();
        return this;
    }

    /** How long it took is what the finding that opened it says. */
    Draft opening(StoredFinding finding) {
        happenedAt = finding.happenedAt();
        visibleAt = finding.visibleAt();
        pulledAt = finding.pulledAt();
        judgedAt = finding.judgedAt();
        return this;
    }

    Draft rule(RuleInfo rule) {
        title = Clip.to(255, rule.title());
        cooldownS = rule.cooldown().toSeconds();
        quietS = rule.quiet().toSeconds();
        refractoryS = rule.refractory().toSeconds();
        return this;
    }

    String source() {
        return source;
    }

    Duration quiet() {
        return Duration.ofSeconds(quietS);
    }

    Episode episode() {
        return new Episode(
                alertId,
                was.pceId(),
                was.rule(),
                ruleVersion,
                title,
                severity,
                was.subject(),
                number,
                summary,
                state,
                firstTick,
                lastTick,
                closedTick,
                occurrences,
                notifications,
                notifiedTick,
                notifiedSeverity,
                cooldownS,
                quietS,
                held,
                source,
                happenedAt,
                visibleAt,
                pulledAt,
                judgedAt,
                acknowledged,
                closedBy,
                refractoryS);
    }
}
