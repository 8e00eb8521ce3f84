package illumiomonitor.engine.run;

import illumiomonitor.engine.journal.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the service's own log which runs of one PCE did not end well, and which was the first
 * that did again: whoever watches the log of a daemon sees no page. One thread at a time.
 */
public final class RunLog {

    private static final Logger LOG = LoggerFactory.getLogger(RunLog.class);

    private int unwell;

    /** Takes in the next run. */
    public void ended(RunResult run) {
        if (!run.result().equals(Outcome.OK.name())) {
            unwell++;
            LOG.warn(
                    "run {} of {} for {} is {}: {}",
                    run.run(),
                    run.pce(),
                    run.tick(),
                    run.result(),
                    run.reason());
        } else if (unwell > 0) {
            LOG.info(
                    "run {} of {} for {} is OK again, after {} that were not",
                    run.run(),
                    run.pce(),
                    run.tick(),
                    unwell);
            unwell = 0;
        }
    }
}
