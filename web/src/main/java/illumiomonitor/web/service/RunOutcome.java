package illumiomonitor.web.service;

import illumiomonitor.engine.journal.Outcome;
import java.util.List;

/**
 * How a command to run ended.
 *
 * @param result the worst of the runs
 * @param runs in the order of their start; a long past may give only its last ones
 * @param rules a dry run only: one row per rule, or per subject that it found
 */
public record RunOutcome(Outcome result, List<RunRow> runs, List<DryRule> rules) {}
