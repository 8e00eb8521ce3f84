package illumiomonitor.engine.alert;

import illumiomonitor.db.Store;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.rule.Found;
import illumiomonitor.engine.rule.Judgement;
import illumiomonitor.engine.rule.RuleInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * The alerts: what the rules found, remembered.
 *
 * <p>Findings of one (PCE, rule, subject) that follow each other closely are one alert, see {@link
 * Timeline}; people are told of it as {@link Telling} says. Judging a tick again replaces what was
 * found there. Thread-safe; two judgements of one PCE are never recorded at once.
 */
public final class AlertBook {

    private final Store store;
    private final Exceptions exceptions;
    private final Duration settle;
    private final Clock clock;

    /**
     * @param settle age at which a tick's data counts as complete
     */
    public AlertBook(Store store, Exceptions exceptions, Duration settle, Clock clock) {
        this.store = store;
        this.exceptions = exceptions;
        this.settle = settle;
        this.clock = clock;
    }

    /**
     * Remembers a judgement in the caller's transaction, with the tick's judged mark.
     *
     * @param judgedAt PCE time
     */
    public Recorded record(Handle handle, Judgement judgement, Instant judgedAt)
            throws InterruptedException {
        return record(handle, judgement, judgedAt, 0, true);
    }

    /**
     * Remembers a judgement in the caller's transaction, with the tick's judged mark.
     *
     * @param judgedAt PCE time
     * @param run that judged, 0 outside a run
     * @param tell false when nobody is to be told, as when the past is judged; what is still seen
     *     later is then told later
     * @throws InterruptedException if the service is to stop; the transaction is to be rolled back
     */
    public Recorded record(
            Handle handle, Judgement judgement, Instant judgedAt, long run, boolean tell)
            throws InterruptedException {
        exceptions.refresh(Journal.none());
        FindingDao findings = handle.attach(FindingDao.class);
        int pceId = judgement.pceId();
        Instant tick = judgement.tick();
        if (findings.markAgain(pceId, tick, judgement.settled(), judgedAt, run) == 0) {
            findings.mark(pceId, tick, judgement.settled(), judgedAt, run);
        }
        findings.untouch(pceId, tick);
        Ledger ledger = Ledger.of(handle, pceId, tick, judgedAt, settle);
        return new Recorder(ledger, judgement, exceptions, tell).record();
    }

    /**
     * Why a finding would tell nobody if its judgement were recorded now: it is held, in its
     * cooldown, or somebody looks after it. Nothing is written.
     *
     * @return empty when people would be told
     */
    public Optional<Silence> silence(Judgement judgement, RuleInfo rule, Found found) {
        return store.jdbi()
                .withHandle(
                        handle -> {
                            Ledger ledger =
                                    Ledger.of(
                                            handle,
                                            judgement.pceId(),
                                            judgement.tick(),
                                            clock.instant(),
                                            settle);
                            return new Recorder(ledger, judgement, exceptions, true)
                                    .silence(rule, found);
                        });
    }

    /** Closes what went quiet by the newest settled tick, and says how much that was. */
    public int closeQuiet(Handle handle, int pceId) {
        return Ledger.of(handle, pceId, Instant.MAX, clock.instant(), settle).closeQuiet(Set.of());
    }

    /**
     * Somebody looks after an alert.
     *
     * @return whether it was open
     */
    public boolean acknowledge(long id, String who, String note) {
        return change(
                id,
                who,
                note,
                "ACKNOWLEDGED",
                (ledger, episode) ->
                        episode.state() == AlertState.OPEN
                                ? Optional.of(
                                        new Draft(episode)
                                                .acknowledged(true)
                                                .state(AlertState.ACKNOWLEDGED, null)
                                                .told(
                                                        episode.notifications(),
                                                        episode.notifiedTick(),
                                                        episode.severity().name())
                                                .episode())
                                : Optional.empty());
    }

    /**
     * Closes an alert; a later finding opens the next.
     *
     * @return whether it was not closed yet
     */
    public boolean close(long id, String who, String note) {
        return change(
                id,
                who,
                note,
                "CLOSED",
                (ledger, episode) -> {
                    if (episode.state() == AlertState.CLOSED) {
                        return Optional.empty();
                    }
                    Instant judged =
                            ledger.findings()
                                    .newestJudged(episode.pceId())
                                    .orElse(episode.lastTick());
                    Instant tick = judged.isAfter(episode.lastTick()) ? judged : episode.lastTick();
                    return Optional.of(new Draft(episode).closedBy(who, tick).episode());
                });
    }

    /**
     * Takes back an acknowledgement.
     *
     * @return whether it was acknowledged
     */
    public boolean reopen(long id, String who, String note) {
        return change(
                id,
                who,
                note,
                "REOPENED",
                (ledger, episode) ->
                        episode.state() == AlertState.ACKNOWLEDGED
                                ? Optional.of(
                                        new Draft(episode)
                                                .acknowledged(false)
                                                .state(AlertState.OPEN, null)
                                                .episode())
                                : Optional.empty());
    }

    private interface Change {
        Optional<Episode> of(Ledger ledger, Episode episode);
    }

    private boolean change(long id, String who, String note, String action, Change change) {
        if (who.isBlank()) {
            throw new IllegalArgumentException("it must be known who does this");
        }
        return store.jdbi()
                .inTransaction(
                        handle -> {
                            EpisodeDao episodes = handle.attach(EpisodeDao.class);
                            Episode episode = episodes.byId(id).orElse(null);
                            if (episode == null) {
                                return false;
                            }
                            Instant now = clock.instant();
                            Ledger ledger =
                                    Ledger.of(handle, episode.pceId(), Instant.MAX, now, settle);
                            Episode changed = change.of(ledger, episode).orElse(null);
                            if (changed == null) {
                                return false;
                            }
                            episodes.update(changed);
                            episodes.changed(id, Clip.to(255, who), now);
                            episodes.act(id, now, Clip.to(255, who), action, Clip.to(2000, note));
                            return true;
                        });
    }
}
