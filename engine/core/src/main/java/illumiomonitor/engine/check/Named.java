package illumiomonitor.engine.check;

import illumiomonitor.engine.reference.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what a rule names and the PCE does not have. */
final class Named {

    private static final Pattern IP_LIST = Pattern.compile("\\.in\\s*\\(\\s*\"([^\"]+)\"\\s*\\)");
    private static final Pattern GROUP =
            Pattern.compile("\\.inGroup\\s*\\(\\s*\"([^\"]+)\"\\s*\\)");

    private Named() {}

    /**
     * Why a rule cannot see what it means to, a sentence each.
     *
     * @param text of the rule's file
     * @param draft whether draft decisions are asked for
     */
    static List<String> unknown(String text, Reference reference, boolean draft) {
        List<String> reasons = new ArrayList<>();
        if (reference.isThere()) {
            add(reasons, text, IP_LIST, reference.ipLists(), "IP list");
            add(reasons, text, GROUP, reference.labelGroups(), "label group");
        }
        if (!draft && Drafts.readBy(text)) {
            reasons.add("draft decisions are not asked for; set pull.draft: true");
        }
        return reasons;
    }

    private static void add(
            List<String> reasons, String text, Pattern pattern, Set<String> known, String what) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            // Addresses and blocks are asked with the same word of an address.
            if (!known.contains(matcher.group(1))
                    && !matcher.group(1).matches("[0-9a-f.:]+/\\d+")) {
                reasons.add("the PCE has no %s \"%s\"".formatted(what, matcher.group(1)));
            }
        }
    }
}
