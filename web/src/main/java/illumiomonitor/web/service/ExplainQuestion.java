package illumiomonitor.web.service;

import java.time.Instant;

/**
 * Why a rule found a subject, or did not.
 *
 * @param version of its text, empty for the one that judges
 * @param at the newest tick that is not after it is meant
 */
public record ExplainQuestion(String rule, String version, String subject, Instant at) {}
