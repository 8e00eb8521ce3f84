package illumiomonitor.engine.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a page shows of a rule's text without compiling it. Judging never uses it: what it misses is
 * merely not shown.
 */
public final class RuleText {

    private static final Pattern NAME = Pattern.compile("\\brule\\s+\"([^\"]+)\"");
    private static final Pattern COMMENT = Pattern.compile("/\\*(.*?)\\*/", Pattern.DOTALL);
    private static final Pattern FIELD =
            Pattern.compile(
                    "^\\s*((?:Sees|Means|Quiet|Then)(?=\\s)|(?:Needs|Mode|Ids)(?=\\s{2}))\\s+(.*)$");

    /** Of a rule whose text is not at hand. */
    public static final RuleText NONE = new RuleText("", "");

    private final String before;
    private final String header;

    private RuleText(String before, String header) {
        this.before = before;
        this.header = header;
    }

    /**
     * A line of the comment: {@code Sees}, {@code Means}, {@code Quiet} or {@code Then}, and in
     * shipped rules {@code Needs}, {@code Mode} or {@code Ids}.
     */
    public record Note(String field, String text) {}

    /** The part of a file that belongs to a rule; empty when the file does not name it. */
    public static Optional<RuleText> of(String file, String rule) {
        Matcher name = NAME.matcher(file);
        int from = 0;
        while (name.find()) {
            if (name.group(1).equals(rule)) {
                int when = file.indexOf("\nwhen", name.end());
                String header = file.substring(name.end(), when < 0 ? file.length() : when);
                return Optional.of(new RuleText(file.substring(from, name.start()), header));
            }
            from = name.end();
        }
        return Optional.empty();
    }

    /** The argument of an annotation without its quotes; empty when there is none. */
    public String annotation(String name) {
        Matcher value =
                Pattern.compile("@" + Pattern.quote(name) + "\\s*\\(\\s*\"?([^\")]*)\"?\\s*\\)")
                        .matcher(header);
        return value.find() ? value.group(1).trim() : "";
    }

    /**
     * All arguments of an annotation as they are written, with quotes; empty when there is none.
     */
    public String arguments(String name) {
        Matcher value =
                Pattern.compile("@" + Pattern.quote(name) + "\\s*\\(([^)]*)\\)").matcher(header);
        return value.find() ? value.group(1) : "";
    }

    /** The comment for the person who is woken up. */
    public List<Note> notes() {
        String comment = "";
        Matcher block = COMMENT.matcher(before);
        while (block.find()) {
            comment = block.group(1);
        }
        List<Note> notes = new ArrayList<>();
        for (String line : comment.lines().map(RuleText::bare).toList()) {
            Matcher field = FIELD.matcher(line);
            if (field.matches()) {
                notes.add(new Note(field.group(1), field.group(2).trim()));
            } else if (!notes.isEmpty() && !line.isBlank()) {
                Note last = notes.remove(notes.size() - 1);
                notes.add(new Note(last.field(), last.text() + " " + line.trim()));
            }
        }
        return notes;
    }

    private static String bare(String line) {
        String text = line.stripLeading();
        return text.startsWith("*") ? text.substring(1) : text;
    }
}
