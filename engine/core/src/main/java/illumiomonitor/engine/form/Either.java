package illumiomonitor.engine.form;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may be true of the source or of the destination. */
record Either(Field source, Field destination) implements Values {

    @Override
    public @Nullable String canonical(String typed) {
        return source.values.canonical(typed);
    }

    @Override
    public String fault() {
        return source.values.fault();
    }

    @Override
    public FormException complaint(Field field, String typed) {
        return source.values.complaint(field, typed);
    }

    @Override
    public String bundle(String value) {
        return source.values.bundle(value);
    }

    @Override
    public List<Atom> atoms(String value) {
        List<Atom> atoms = new ArrayList<>();
        for (Field side : List.of(source, destination)) {
            side.values
                    .atoms(value)
                    .forEach(atom -> atoms.add(new Atom(null, atom.text(), atom.compound())));
        }
        return atoms;
    }

    @Override
    public @Nullable String read(String atom) {
        // Read as its two sides; the reader puts them together.
        return null;
    }
}
