package illumiomonitor.web.service;

import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.replay.ReplayPlan;
import illumiomonitor.engine.replay.Replayed;

/**
 * What authors of rules ask, from the command line and from pages alike. Every method throws {@link
 * ServiceException} when it has no answer. Thread-safe.
 */
public interface RuleService {

    /** Judges a stored stretch again; nothing of it is remembered and nobody is told. */
    Replayed replay(ReplayPlan plan, Journal journal) throws InterruptedException;
}
