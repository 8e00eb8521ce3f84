package illumiomonitor.engine.alert;

import illumiomonitor.engine.rule.RuleInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The episodes of one subject under one rule, kept in step with its findings.
 *
 * <p>Which findings make an episode depends on their ticks alone, not on the order in which they
 * became known. Two findings that follow each other are one episode when the time with data between
 * them is shorter than the quiet time and the settling time together: that is how long it takes
 * until the quiet is certain. A finding that comes to an older tick may so join two episodes (the
 * older one stays, and remembers the other's id), and one that is withdrawn may part an episode. An
 * episode that a person closed ends at that tick whatever comes. An episode whose findings were all
 * withdrawn vanishes, unless people know of it: then it stays, closed, with no occurrence.
 */
final class Timeline {

    /** Held reason of an alert whose findings were all taken back. */
    static final String WITHDRAWN = "withdrawn";

    private final Ledger ledger;
    private final RuleInfo rule;
    private final String subject;
    private @Nullable StoredFinding current;

    Timeline(Ledger ledger, RuleInfo rule, String subject) {
        this.ledger = ledger;
        this.rule = rule;
        this.subject = subject;
    }

    RuleInfo rule() {
        return rule;
    }

    /** Takes in a finding that is already stored, whether it is new or was replaced. */
    Episode found(StoredFinding finding, boolean countedBefore) {
        current = finding;
        Instant tick = finding.tick();
        Neighbours near = neighbours(tick);
        Episode before = near.before;
        if (before != null && before.spans(tick)) {
            return refresh(before, before.firstTick(), before.lastTick(), countedBefore ? 0 : 1);
        }
        Episode after = near.after;
        Episode earlier = before != null && continues(before, tick) ? before : null;
        Episode later = after != null && close(tick, after.firstTick(), after) ? after : null;
        if (earlier != null && later != null && !earlier.closedByHand()) {
            return merge(earlier, later);
        }
        if (earlier != null) {
            return refresh(earlier, earlier.firstTick(), tick, 1);
        }
        if (later != null) {
            return refresh(later, tick, later.lastTick(), 1);
        }
        return open(finding, near);
    }

    /** What {@link #found} would make of a finding at the newest tick; nothing is written. */
    Episode foreseen(StoredFinding finding) {
        current = finding;
        Instant tick = finding.tick();
        Neighbours near = neighbours(tick);
        Episode before = near.before;
        if (before != null && (before.spans(tick) || continues(before, tick))) {
            Instant last = tick.isAfter(before.lastTick()) ? tick : before.lastTick();
            return shaped(before, before.firstTick(), last, 0);
        }
        return fresh(finding, near);
    }

    /** Forgets a finding that was just withdrawn. */
    void lost(Instant tick) {
        Neighbours near = neighbours(tick);
        Episode episode = near.before;
        if (episode == null || !episode.spans(tick)) {
            return;
        }
        if (episode.occurrences() <= 1) {
            vanish(episode, near);
            return;
        }
        FindingDao findings = ledger.findings();
        Instant previous =
                findings.before(ledger.pceId(), rule.name(), subject, tick)
                        .filter(episode::spans)
                        .orElse(null);
        Instant next =
                findings.after(ledger.pceId(), rule.name(), subject, tick)
                        .filter(episode::spans)
                        .orElse(null);
        if (previous != null && next != null && !close(previous, next, episode)) {
            part(episode, previous, next);
        } else {
            Instant first =
                    tick.equals(episode.firstTick()) && next != null ? next : episode.firstTick();
            Instant last =
                    tick.equals(episode.lastTick()) && previous != null
                            ? previous
                            : episode.lastTick();
            refresh(episode, first, last, -1);
        }
    }

    /** Newest is the one with the highest number, of whatever it still holds. */
    private record Neighbours(
            @Nullable Episode before, @Nullable Episode after, @Nullable Episode newest) {}

    /** The episode that begins last at or before a tick, and the one after it. */
    private Neighbours neighbours(Instant tick) {
        Episode newest =
                ledger.episodes().newest(ledger.pceId(), rule.name(), subject).orElse(null);
        if (newest == null || (newest.occurrences() > 0 && !newest.firstTick().isAfter(tick))) {
            return new Neighbours(newest, null, newest);
        }
        Episode before = null;
        for (Episode episode : ledger.episodes().all(ledger.pceId(), rule.name(), subject)) {
            if (episode.occurrences() == 0) {
                continue;
            }
            if (episode.firstTick().isAfter(tick)) {
                return new Neighbours(before, episode, newest);
            }
            before = episode;
        }
        return new Neighbours(before, null, newest);
    }

    private boolean continues(Episode episode, Instant tick) {
        Instant closed = episode.closedTick();
        boolean over = episode.closedByHand() && closed != null && tick.isAfter(closed);
        return !over && close(episode.lastTick(), tick, episode);
    }

    private boolean close(Instant earlier, Instant later, Episode episode) {
        return later.isBefore(
                ledger.gaps()
                        .passed(episode.source(), earlier, rule.quiet().plus(ledger.settle())));
    }

    private Episode open(StoredFinding finding, Neighbours near) {
        Episode known = near.newest == null ? null : takenBack(finding.tick());
        if (known != null) {
            return refresh(known, finding.tick(), finding.tick(), 1);
        }
        Episode before = near.before;
        int number = number(near);
        Episode stored = insert(new Draft(fresh(finding, near)).number(number).episode());
        if (before != null) {
            refresh(before, before.firstTick(), before.lastTick(), 0);
        }
        return refresh(stored, stored.firstTick(), stored.lastTick(), 0);
    }

    private Episode fresh(StoredFinding finding, Neighbours near) {
        Episode before = near.before;
        return new Episode(
                0,
                ledger.pceId(),
                rule.name(),
                finding.ruleVersion(),
                Clip.to(255, rule.title()),
                finding.severity(),
                subject,
                1,
                finding.summary(),
                AlertState.OPEN,
                finding.tick(),
                finding.tick(),
                null,
                1,
                0,
                before == null ? null : before.notifiedTick(),
                before == null ? "" : before.notifiedSeverity(),
                rule.cooldown().toSeconds(),
                rule.quiet().toSeconds(),
                finding.held(),
                finding.source(),
                finding.happenedAt(),
                finding.visibleAt(),
                finding.pulledAt(),
                finding.judgedAt(),
                false,
                "",
                rule.refractory().toSeconds());
    }

    /**
     * An alert that people know of, of which nothing was left, is the same alert when it is found
     * after all.
     */
    private @Nullable Episode takenBack(Instant tick) {
        return ledger.episodes().all(ledger.pceId(), rule.name(), subject).stream()
                .filter(e -> e.occurrences() == 0 && e.firstTick().equals(tick))
                .findFirst()
                .orElse(null);
    }

    private int number(Neighbours near) {
        Episode newest = near.newest;
        Episode after = near.after;
        if (after == null) {
            return newest == null ? 1 : newest.episode() + 1;
        }
        int number = near.before == null ? after.episode() : near.before.episode() + 1;
        shift(number, 1);
        return number;
    }

    private void shift(int from, int by) {
        EpisodeDao episodes = ledger.episodes();
        if (episodes.liftNumbers(ledger.pceId(), rule.name(), subject, from, by) > 0) {
            episodes.dropNumbers(ledger.pceId(), rule.name(), subject);
        }
    }

    private Episode insert(Episode fresh) {
        return new Draft(fresh).id(ledger.episodes().insert(fresh)).episode();
    }

    private Episode merge(Episode before, Episode after) {
        EpisodeDao episodes = ledger.episodes();
        ledger.evidence().move(after.alertId(), before.alertId(), Instant.EPOCH);
        episodes.moveActions(after.alertId(), before.alertId());
        episodes.moveTold(after.alertId(), before.alertId());
        episodes.moveDeliveries(after.alertId(), before.alertId());
        episodes.copyDigests(after.alertId(), before.alertId());
        episodes.keepFirstSent(after.alertId(), before.alertId());
        episodes.act(
                before.alertId(), ledger.judgedAt(), "", "MERGED", Long.toString(after.alertId()));
        episodes.delete(after.alertId());
        shift(after.episode() + 1, -1);
        Episode joined =
                new Draft(before)
                        .told(
                                before.notifications() + after.notifications(),
                                after.notifiedTick() == null
                                        ? before.notifiedTick()
                                        : after.notifiedTick(),
                                after.notifiedSeverity().isEmpty()
                                        ? before.notifiedSeverity()
                                        : after.notifiedSeverity())
                        .acknowledged(before.acknowledged() || after.acknowledged())
                        .closedBy(after.closedBy(), after.closedTick())
                        .episode();
        return refresh(joined, before.firstTick(), after.lastTick(), after.occurrences() + 1);
    }

    private void part(Episode episode, Instant lastOfFirst, Instant firstOfSecond) {
        int second =
                ledger.findings()
                        .count(
                                ledger.pceId(),
                                rule.name(),
                                subject,
                                firstOfSecond,
                                episode.lastTick());
        shift(episode.episode() + 1, 1);
        Episode later =
                insert(
                        new Draft(episode)
                                .number(episode.episode() + 1)
                                .told(0, episode.notifiedTick(), episode.notifiedSeverity())
                                .acknowledged(false)
                                .occurrences(second)
                                .episode());
        ledger.evidence().move(episode.alertId(), later.alertId(), firstOfSecond);
        refresh(later, firstOfSecond, episode.lastTick(), 0);
        Episode earlier = new Draft(episode).closedBy("", null).episode();
        refresh(earlier, episode.firstTick(), lastOfFirst, -1 - second);
    }

    private void vanish(Episode episode, Neighbours near) {
        EpisodeDao episodes = ledger.episodes();
        if (episode.known()) {
            episodes.update(
                    new Draft(episode)
                            .occurrences(0)
                            .held(WITHDRAWN)
                            .state(
                                    AlertState.CLOSED,
                                    ledger.gaps()
                                            .passed(
                                                    episode.source(),
                                                    episode.lastTick(),
                                                    episode.quiet()))
                            .episode());
        } else {
            episodes.delete(episode.alertId());
            shift(episode.episode() + 1, -1);
        }
        Neighbours left =
                neighbours(near.before == null ? episode.firstTick() : near.before.firstTick());
        if (left.before != null) {
            refresh(left.before, left.before.firstTick(), left.before.lastTick(), 0);
        }
    }

    /** Writes an episode anew from its first and its newest finding. */
    private Episode refresh(Episode episode, Instant first, Instant last, int more) {
        Episode shaped = shaped(episode, first, last, more);
        ledger.episodes().update(shaped);
        return shaped;
    }

    /** A finding that retention has taken leaves what it said. */
    private Episode shaped(Episode episode, Instant first, Instant last, int more) {
        Draft draft =
                new Draft(episode).span(first, last).occurrences(episode.occurrences() + more);
        finding(last).ifPresent(draft::newest);
        if (!first.equals(episode.firstTick())) {
            finding(first).ifPresent(draft::opening);
        }
        if (last.equals(ledger.tick())) {
            draft.rule(rule);
        }
        if (!episode.closedByHand()) {
            Instant over = ledger.gaps().passed(draft.source(), last, draft.quiet());
            boolean closed = !over.isAfter(ledger.settledUpTo()) || followed(last);
            AlertState open = episode.acknowledged() ? AlertState.ACKNOWLEDGED : AlertState.OPEN;
            draft.state(closed ? AlertState.CLOSED : open, closed ? over : null);
        }
        return draft.episode();
    }

    private boolean followed(Instant last) {
        return ledger.findings().after(ledger.pceId(), rule.name(), subject, last).isPresent();
    }

    private Optional<StoredFinding> finding(Instant tick) {
        StoredFinding known = current;
        if (known != null && known.tick().equals(tick)) {
            return Optional.of(known);
        }
        return ledger.findings().one(ledger.pceId(), rule.name(), subject, tick);
    }

    /** What a finding must exceed to be told, as people knew it at its tick. */
    Optional<Told> told(Instant tick) {
        if (rule.refractory().isZero()) {
            return Optional.empty();
        }
        List<ToldRow> rows =
                ledger.episodes()
                        .told(
                                ledger.pceId(),
                                rule.name(),
                                subject,
                                tick,
                                tick.minus(rule.refractory()));
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(Told.of(rows, tick, rule.refractory()));
    }

    /**
     * Whether people were told of the episode after this one, and it began within a time of a tick.
     */
    boolean toldAgainWithin(Duration time, Instant tick) {
        Episode after = neighbours(tick).after;
        return after != null
                && after.notifications() > 0
                && after.firstTick().isBefore(tick.plus(time));
    }
}
