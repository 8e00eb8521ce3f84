package illumiomonitor.engine.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One rule of a file, by offsets in its text.
 *
 * @param start of the line that names it
 * @param then where its consequence begins
 * @param end where the next rule begins, or the text ends
 */
record Body(int start, int then, int end) {

    private static final Pattern THEN = Pattern.compile("\\bthen\\b");

    /** Those of a text, in its order; a rule without a consequence is left out. */
    static List<Body> of(RuleText text, Place place) {
        String code = Slips.code(text.text());
        List<Header> headers = text.headers();
        List<Body> bodies = new ArrayList<>();
        for (int i = 0; i < headers.size(); i++) {
            int start = place.line(headers.get(i).line());
            boolean last = i + 1 == headers.size();
            int end = last ? code.length() : place.line(headers.get(i + 1).line());
            Matcher then = THEN.matcher(code).region(start, Math.max(start, end));
            if (then.find()) {
                bodies.add(new Body(start, then.start(), end));
            }
        }
        return bodies;
    }

    boolean holds(int offset) {
        return start <= offset && offset < end;
    }
}
