package illumiomonitor.engine.form;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values that a method of the fact is asked about.
 *
 * @param call the method, e.g. {@code notifies}
 */
record Calls(String call, Texts.Rule rule) implements Values {

    @Override
    public @Nullable String canonical(String typed) {
        return rule.shape().matcher(typed).matches() ? typed : null;
    }

    @Override
    public String fault() {
        return rule.fault();
    }

    @Override
    public List<Atom> atoms(String value) {
        return List.of(Atom.call(call + "(" + Literal.quoted(value) + ")"));
    }

    @Override
    public @Nullable String read(String atom) {
        return atom.startsWith(call + "(") && atom.endsWith(")")
                ? Literal.unquoted(atom.substring(call.length() + 1, atom.length() - 1))
                : null;
    }
}
