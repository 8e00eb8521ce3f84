package illumiomonitor.web.service;

import org.jspecify.annotations.Nullable;

/**
 * Other cases for a rule.
 *
 * @param onto version of the cases that these take the place of, empty where there were none; null
 *     for whatever stands there
 */
public record CaseEdit(
        String rule, @Nullable String onto, String text, String who, String reason) {}
