package illumiomonitor.engine.rule.guard;

import illumiomonitor.engine.rule.guard.Allowance.How;

/** The list of what rules may touch as a page to read: {@code rules/ALLOWED.md}. */
public final class AllowedPage {

    private static final String TOP =
            """
            # What rules may touch

            Made of `allowed.txt`, the list that the check itself reads; a test keeps the two alike. Whatever does not stand
            here is refused, by the text first and by the compiled classes again. *Bounded* runs in our stead, so that it ends
            and stays small; *leashed* does so too, and can be stopped while it compares; the result of *weighed* counts against
            what a rule may make. `*` is every public member but equals, hashCode and toString, which are taken as of any
            object. What a supertype may do, its subtypes may.
            """;

    private final StringBuilder page = new StringBuilder(TOP);

    private AllowedPage() {}

    /** The page. */
    public static String markdown() {
        AllowedPage made = new AllowedPage();
        AllowedReader.text().lines().forEach(made::line);
        return made.page.toString();
    }

    private void line(String line) {
        int bar = line.indexOf(" | ");
        String what = (bar < 0 ? line : line.substring(0, bar)).strip();
        String why = bar < 0 ? "" : line.substring(bar + 3).strip();
        if (what.startsWith("[")) {
            page.append("\n## ")
                    .append(what.substring(what.indexOf(']') + 1).strip())
                    .append("\n\n| what | why |\n|---|---|\n");
        } else if (what.startsWith("class ")) {
            row("**" + what.substring("class ".length()).replace("_*", "_\\*") + "**", why);
        } else if (what.startsWith("accumulate ") || what.startsWith("catch ")) {
            int blank = what.indexOf(' ');
            row(what.substring(0, blank) + " " + code(what.substring(blank + 1)), why);
        } else if (!what.isEmpty() && !what.startsWith("#")) {
            members(what, why);
        }
    }

    private void members(String what, String why) {
        int blank = what.indexOf(' ');
        String first = blank < 0 ? what : what.substring(0, blank);
        row(
                How.of(first) != How.PLAIN
                        ? "*" + first + "* " + code(what.substring(blank + 1))
                        : code(what),
                why);
    }

    private static String code(String words) {
        return "`" + words.replace(" ", "` `") + "`";
    }

    private void row(String what, String why) {
        page.append("| ").append(what).append(" | ").append(why).append(" |\n");
    }
}
