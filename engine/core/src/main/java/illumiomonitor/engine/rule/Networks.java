package illumiomonitor.engine.rule;

import illumiomonitor.engine.network.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.ExprConstraintDescr;

/** Finds networks in conditions that are none, which would fail at the first fact. */
final class Networks {

    private static final Pattern ASKED =
            Pattern.compile(
                    "\\b(?:inCidr|address\\s*(?:\\(\\s*\\)\\s*)?\\.\\s*in)\\s*\\(\\s*\"([^\"]*)\"\\s*\\)");

    private Networks() {}

    static List<RuleError> of(Patterns patterns, Place place) {
        List<RuleError> errors = new ArrayList<>();
        for (Patterns.Seen seen : patterns.seen()) {
            int from = place.line(seen.pattern().getLine());
            for (ExprConstraintDescr condition : seen.conditions()) {
                Matcher asked = ASKED.matcher(condition.getExpression());
                while (asked.find()) {
                    check(asked.group(1), from, place, errors);
                }
            }
        }
        return errors;
    }

    private static void check(String text, int from, Place place, List<RuleError> errors) {
        try {
            Cidr.read(text);
        } catch (IllegalArgumentException e) {
            String word = '"' + text + '"';
            errors.add(place.at(place.word(word, from), word, String.valueOf(e.getMessage())));
        }
    }
}
