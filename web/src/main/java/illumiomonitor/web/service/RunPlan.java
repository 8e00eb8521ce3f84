package illumiomonitor.web.service;

import java.util.List;

/**
 * What a run would do, before it does it.
 *
 * @param ticks ticks that are not yet judged, over all PCEs
 * @param warnings what a person should know first, a sentence each
 * @param needsYes whether a person must agree
 */
public record RunPlan(long ticks, List<String> warnings, boolean needsYes) {}
