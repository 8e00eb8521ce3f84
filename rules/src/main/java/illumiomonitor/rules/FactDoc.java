package illumiomonitor.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the source of a fact's type says about it in its comments. */
final class FactDoc {

    private static final Pattern SOURCE = Pattern.compile("(?s)(.*?)[;,]\\s*`([\\w.\\[\\]]+)`\\s*");
    private static final Pattern METHOD =
            Pattern.compile(
                    "/\\*\\*((?:(?!\\*/).)*+)\\*/\\s*(?:public |default )?([\\w<>\\[\\],.? ]+?) (\\w+)\\(([^)]*)\\)\\s*[{;]",
                    Pattern.DOTALL);

    private final String source;
    private final int head;
    private final String comment;

    /**
     * A sentence about a field or method.
     *
     * @param meaning with its unit
     * @param source field of the PCE's answer, empty when it is not one
     */
    record Said(String meaning, String source) {}

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
        Matcher source = SOURCE.matcher(text);
        return source.matches()
                ? new Said(source.group(1).strip(), source.group(2))
                : new Said(text, "");
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
