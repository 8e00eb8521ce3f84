package illumiomonitor.web.service;

/**
 * Changes what a rule's findings do from the next tick on.
 *
 * @param mode {@code LIVE}, {@code SHADOW}, {@code OFF} or {@code HEADER} for what its text says
 * @param override whether it goes live though its cases fail; needs a reason
 */
public record ModeSwitch(String rule, String mode, String who, String reason, boolean override) {}
