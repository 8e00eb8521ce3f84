package illumiomonitor.engine.form;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values that are words of the facts, such as decisions. */
record Choices(String left, String type, List<String> names) implements Values {

    static <E extends Enum<E>> Choices of(String left, Class<E> type) {
        return new Choices(
                left,
                type.getSimpleName(),
                Arrays.stream(type.getEnumConstants()).map(Enum::name).toList());
    }

    @Override
    public @Nullable String canonical(String typed) {
        String name = typed.toUpperCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
        return names.contains(name) ? name : null;
    }

    @Override
    public String fault() {
        return left;
    }

    @Override
    public List<Atom> atoms(String value) {
        return List.of(Atom.equal(left, type + "." + value));
    }

    @Override
    public @Nullable String read(String atom) {
        String start = left + " == " + type + ".";
        return atom.startsWith(start) ? canonical(atom.substring(start.length())) : null;
    }
}
