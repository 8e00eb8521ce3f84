package illumiomonitor.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the source of a fact's type says about it in its comments. */
final class FactDoc {

    /** A unit in brackets, what it means, and after the last semicolon where it comes from. */
    private static final Pattern FIELD =
            Pattern.compile(
                    "(?:\\[([^]]+)] )?(.*?)(?:; (`[\\w.\\[\\]]+`[^;]*|the key of `[^;]*|from [^;]*))?");

    private static final String FROM = "Source: ";
    private static final Pattern METHOD =
            Pattern.compile(
                    "/\\*\\*((?:(?!\\*/).)*+)\\*/\\s*(?:public |default )?([\\w<>\\[\\],.? ]+?) (\\w+)\\(([^)]*)\\)\\s*[{;]",
                    Pattern.DOTALL);

    private static final Pattern CONSTANT =
            Pattern.compile(
                    "/\\*\\*((?:(?!\\*/).)*+)\\*/\\s*([A-Z][A-Z_0-9]*)\\s*[,;(}]", Pattern.DOTALL);

    private final String source;
    private final int head;
    private final String comment;

    /**
     * A sentence about a field or method.
     *
     * @param unit empty when its type says it all
     * @param source empty when it is that of the fact
     */
    record Said(String unit, String meaning, String source) {

        static final Said NOTHING = new Said("", "", "");
    }

    /** A method that people may call, as they write it. */
    record Method(String call, String type, String meaning) {}

    /**
     * @param source Java text of the type
     */
    FactDoc(String source, String type) {
        this.source = source;
        Matcher declared =
                Pattern.compile("public (?:final )?(?:record|interface|enum|class) " + type + "\\b")
                        .matcher(source);
        this.head = declared.find() ? declared.start() : source.length();
        int open = source.lastIndexOf("/**", head);
        this.comment =
                open < 0 ? "" : clean(source.substring(open + 3, source.indexOf("*/", open)));
    }

    /** What the type is. */
    String meaning() {
        String head = head();
        int from = head.lastIndexOf(FROM);
        return (from < 0 ? head : head.substring(0, from)).strip();
    }

    /** Where its fields come from unless one says otherwise; empty when that is not said. */
    String source() {
        String head = head();
        int from = head.lastIndexOf(FROM);
        return from < 0 ? "" : head.substring(from + FROM.length()).replaceFirst("\\.$", "");
    }

    private String head() {
        int params = comment.indexOf("@param");
        return (params < 0 ? comment : comment.substring(0, params)).strip();
    }

    /** By component of the record. */
    Map<String, Said> fields() {
        Map<String, Said> fields = new LinkedHashMap<>();
        String[] parts = comment.split("@param ");
        for (int i = 1; i < parts.length; i++) {
            String part = parts[i].strip();
            int space = part.indexOf(' ');
            if (space > 0) {
                fields.put(part.substring(0, space), said(part.substring(space + 1).strip()));
            }
        }
        return fields;
    }

    private static Said said(String text) {
        Matcher field = FIELD.matcher(text);
        return field.matches()
                ? new Said(given(field.group(1)), field.group(2).strip(), given(field.group(3)))
                : new Said("", text, "");
    }

    private static String given(@Nullable String text) {
        return text == null ? "" : text.replace("`", "").strip();
    }

    /** What the constants of an enum mean, of those that say it. */
    Map<String, String> constants() {
        Map<String, String> constants = new LinkedHashMap<>();
        Matcher constant = CONSTANT.matcher(source);
        constant.region(head, source.length());
        while (constant.find()) {
            constants.put(constant.group(2), clean(constant.group(1)));
        }
        return constants;
    }

    /** The methods that have a comment. */
    List<Method> methods() {
        List<Method> methods = new ArrayList<>();
        Matcher method = METHOD.matcher(source);
        method.region(head, source.length());
        while (method.find()) {
            boolean inner = method.group(2).matches(".*\\b(record|class|interface|enum|new)\\b.*");
            if (!inner) {
                methods.add(
                        new Method(
                                method.group(3)
                                        + "("
                                        + method.group(4).replaceAll("\\s+", " ").strip()
                                        + ")",
                                method.group(2).strip(),
                                clean(method.group(1)).replaceAll("@\\w+.*", "").strip()));
            }
        }
        return methods;
    }

    private static String clean(String javadoc) {
        return javadoc.replaceAll("(?m)^\\s*\\* ?", "")
                .replaceAll("\\{@(?:code|link)\\s+#?([^}]*)}", "`$1`")
                .replace("<p>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
