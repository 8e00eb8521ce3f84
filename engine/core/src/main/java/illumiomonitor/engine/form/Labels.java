package illumiomonitor.engine.form;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Labels, {@code key=value}. Values of one key are alternatives; different keys add up. */
record Labels(String side) implements Values {

    private static final Pattern TYPED = Pattern.compile("([^=]{1,100}?)\\s*=\\s*(.{1,255})");

    @Override
    public @Nullable String canonical(String typed) {
        Matcher label = TYPED.matcher(typed);
        return label.matches() ? label.group(1) + "=" + label.group(2) : null;
    }

    @Override
    public String fault() {
        return "label";
    }

    @Override
    public String bundle(String value) {
        return value.substring(0, value.indexOf('='));
    }

    @Override
    public List<Atom> atoms(String value) {
        String key = bundle(value);
        return List.of(
                Atom.equal(
                        side + ".label(" + Literal.quoted(key) + ")",
                        Literal.quoted(value.substring(key.length() + 1))));
    }

    @Override
    public @Nullable String read(String atom) {
        String start = side + ".label(";
        int equals = atom.indexOf(") == ");
        if (!atom.startsWith(start) || equals < 0) {
            return null;
        }
        String key = Literal.unquoted(atom.substring(start.length(), equals));
        String value = Literal.unquoted(atom.substring(equals + 5));
        return key == null || value == null ? null : canonical(key + "=" + value);
    }
}
