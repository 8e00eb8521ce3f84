package illumiomonitor.engine.form;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Yes or no. */
record Flags(String left) implements Values {

    @Override
    public @Nullable String canonical(String typed) {
        String word = typed.toLowerCase(Locale.ROOT);
        return List.of("yes", "no").contains(word) ? word : null;
    }

    @Override
    public String fault() {
        return "flag";
    }

    @Override
    public List<Atom> atoms(String value) {
        return List.of(Atom.equal(left, value.equals("yes") ? "true" : "false"));
    }

    @Override
    public @Nullable String read(String atom) {
        if (atom.equals(left + " == true")) {
            return "yes";
        }
        return atom.equals(left + " == false") ? "no" : null;
    }
}
