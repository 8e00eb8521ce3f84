package illumiomonitor.engine.alert;

import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/**
 * The tables of one PCE's alerts inside one transaction.
 *
 * @param tick that is being judged; the end of time when none is
 * @param settledUpTo newest tick whose judging is final
 * @param settle age at which a tick's data counts as complete
 */
record Ledger(
        int pceId,
        Instant tick,
        Instant judgedAt,
        Instant settledUpTo,
        Duration settle,
        GapTime gaps,
        FindingDao findings,
        EpisodeDao episodes,
        EvidenceDao evidence,
        LearningDao learning) {

    static Ledger of(Handle handle, int pceId, Instant tick, Instant judgedAt, Duration settle) {
        FindingDao findings = handle.attach(FindingDao.class);
        return new Ledger(
                pceId,
                tick,
                judgedAt,
                findings.newestSettled(pceId).orElse(Instant.MIN),
                settle,
                new GapTime(handle, pceId),
                findings,
                handle.attach(EpisodeDao.class),
                handle.attach(EvidenceDao.class),
                handle.attach(LearningDao.class));
    }

    /** Closes what went quiet, and says how much that was. */
    int closeQuiet(java.util.Set<String> exceptRules) {
        int closed = 0;
        if (settledUpTo.equals(Instant.MIN)) {
            return 0;
        }
        for (Episode episode : episodes.unseenSince(pceId, settledUpTo)) {
            Instant over = gaps.passed(episode.source(), episode.lastTick(), episode.quiet());
            if (!over.isAfter(settledUpTo) && !exceptRules.contains(episode.rule())) {
                episodes.update(new Draft(episode).state(AlertState.CLOSED, over).episode());
                closed++;
            }
        }
        return closed;
    }
}
