package illumiomonitor.web.page;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a template says by itself, without its expressions, directives and tags. */
final class Templates {

    private static final Pattern DIRECTIVE =
            Pattern.compile("@(?:template\\.[\\w.]+|if|elseif|for)\\s*\\(");
    private static final Pattern SPOKEN =
            Pattern.compile("\\b(?:placeholder|title|aria-label|alt|data-label)=\"([^\"]*)\"");

    private Templates() {}

    static List<String> visibleText(String template) {
        String bare = withoutCalls(withoutExpressions(template));
        bare =
                bare.replaceAll("(?m)^@(?:import|param).*$", "")
                        .replaceAll("@(?:else|endif|endfor|raw|endraw)\\b", "")
                        .replaceAll("`\\s*,\\s*\\w+\\s*=\\s*@`", " ")
                        .replaceAll("@`|`\\)?", " ");
        List<String> found = new ArrayList<>();
        Matcher spoken = SPOKEN.matcher(bare);
        while (spoken.find()) {
            found.add(spoken.group(1));
        }
        for (String text : bare.replaceAll("<[^>]*>", "\n").split("\n")) {
            if (!text.isBlank()) {
                found.add(text);
            }
        }
        return found;
    }

    /** Cuts {@code ${...}} and {@code !{...}} with braces inside. */
    private static String withoutExpressions(String template) {
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < template.length()) {
            boolean opens =
                    (template.charAt(i) == '$' || template.charAt(i) == '!')
                            && template.startsWith("{", i + 1);
            if (opens) {
                i = endOf(template, i + 1, '{', '}');
            } else {
                out.append(template.charAt(i++));
            }
        }
        return out.toString();
    }

    /** Cuts {@code @if(...)} and calls; what stands in a content block of a call stays. */
    private static String withoutCalls(String template) {
        StringBuilder out = new StringBuilder();
        Matcher call = DIRECTIVE.matcher(template);
        int from = 0;
        while (call.find(from)) {
            out.append(template, from, call.start());
            int end = endOf(template, call.end() - 1, '(', ')');
            int block = template.indexOf("@`", call.end());
            from = block >= 0 && block < end ? block : end;
        }
        return out.append(template.substring(from)).toString();
    }

    private static int endOf(String text, int open, char up, char down) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            if (text.charAt(i) == up) {
                depth++;
            } else if (text.charAt(i) == down && --depth == 0) {
                return i + 1;
            }
        }
        return text.length();
    }
}
