package illumiomonitor.web.service;

import illumiomonitor.rules.TextDiff;
import java.util.List;

/** What differs between two texts of a rule. */
public record RuleDiff(String rule, String from, String to, List<TextDiff.Line> lines) {}
