package illumiomonitor.plugins.zeek;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How the lines of a table are cut: by what lines with # say, by a first line of names as other
 * programs write it, or like Zeek's own connection log where nothing is said. A file may say it
 * anew at any line.
 */
final class Layout {

    /** Labelled captures join the columns that they add by blanks, within Zeek's last one. */
    private static final Pattern BLANKS = Pattern.compile(" +");

    private static final Pattern WIDE = Pattern.compile(" {2,}");

    private static final Pattern WORD = Pattern.compile("^#[a-z_]+[^a-z_]?");

    private static final List<String> USUAL =
            List.of(
                    ("ts uid id.orig_h id.orig_p id.resp_h id.resp_p proto service duration"
                                    + " orig_bytes resp_bytes conn_state local_orig local_resp"
                                    + " missed_bytes history orig_pkts orig_ip_bytes resp_pkts"
                                    + " resp_ip_bytes tunnel_parents")
                            .split(" "));

    private final Map<String, Integer> columns = new HashMap<>();
    private Pattern cut = Pattern.compile("\t");
    private String unset = "-";
    private String empty = "(empty)";
    private boolean said;
    private String log = "conn";

    Layout() {
        name(USUAL);
    }

    /**
     * What a line that begins with # says of those after it.
     *
     * @throws IllegalArgumentException if it makes no sense
     */
    void comment(String line) {
        String value = WORD.matcher(line).replaceFirst("");
        if (line.startsWith("#separator")) {
            separate(character(value));
        } else if (line.startsWith("#unset_field")) {
            unset = value;
        } else if (line.startsWith("#empty_field")) {
            empty = value;
        } else if (line.startsWith("#path")) {
            log = value.strip();
        } else if (line.startsWith("#fields")) {
            name(parted(List.of(cut.split(value, -1)), BLANKS));
            said = true;
        }
    }

    /** Whether a line without # gives names, as exports to other programs have it. */
    boolean isNames(String line) {
        if (said || !line.contains("id.orig_h") && !line.contains("id_orig_h")) {
            return false;
        }
        for (String one : List.of("\t", ",", "|", ";", " ")) {
            if (line.contains(one)) {
                separate(one);
                name(fields(line));
                said = true;
                return true;
            }
        }
        return false;
    }

    /**
     * The fields of a line.
     *
     * @throws IllegalArgumentException if it has too few, or is of another log
     */
    Fields line(String line) {
        if (!log.startsWith("conn")) {
            throw new IllegalArgumentException(
                    "it is of the log %s, not of connections".formatted(log));
        }
        List<String> values = fields(line);
        if (values.size() < columns.size()) {
            List<String> wide = parted(values, WIDE);
            values = wide.size() < columns.size() ? parted(values, BLANKS) : wide;
        }
        // Without names only what everybody needs must be there; labels may follow at the end.
        int least = said ? columns.size() : USUAL.indexOf("conn_state") + 1;
        if (values.size() < least) {
            throw new IllegalArgumentException(
                    "it has %d fields instead of %d".formatted(values.size(), columns.size()));
        }
        List<String> all = values;
        return name -> {
            Integer column = columns.get(name);
            return column == null || column >= all.size() ? "" : set(all.get(column));
        };
    }

    private String set(String value) {
        return value.equals(unset) || value.equals(empty) || value.equals("-") ? "" : value;
    }

    private List<String> fields(String line) {
        List<String> values = new ArrayList<>();
        for (String value : cut.split(line, -1)) {
            boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
            values.add(quoted ? value.substring(1, value.length() - 1) : value);
        }
        return values;
    }

    /** With the last value in parts. */
    private static List<String> parted(List<String> values, Pattern by) {
        int last = values.size() - 1;
        List<String> all = new ArrayList<>(values.subList(0, last));
        by.splitAsStream(values.get(last)).forEach(all::add);
        return all;
    }

    private void name(List<String> names) {
        columns.clear();
        for (String name : names) {
            columns.put(name.strip(), columns.size());
        }
    }

    private void separate(String by) {
        cut = Pattern.compile(by, Pattern.LITERAL);
    }

    private static String character(String written) {
        String text = written.strip();
        try {
            if (text.startsWith("\\x")) {
                return String.valueOf((char) Integer.parseInt(text.substring(2), 16));
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("#separator makes no sense: " + text, e);
        }
        return written.isEmpty() ? "\t" : text.isEmpty() ? " " : text;
    }
}
