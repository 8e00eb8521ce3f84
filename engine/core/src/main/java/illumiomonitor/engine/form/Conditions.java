package illumiomonitor.engine.form;

import illumiomonitor.engine.form.Values.Atom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Filters as conditions of a pattern. */
final class Conditions {

    private Conditions() {}

    static List<String> of(List<Filter> filters) {
        List<String> conditions = new ArrayList<>();
        for (Filter filter : filters) {
            for (List<String> group : filter.groups()) {
                conditions.add(of(filter, group));
            }
        }
        return conditions;
    }

    private static String of(Filter filter, List<String> values) {
        List<Atom> atoms = new ArrayList<>();
        values.forEach(value -> atoms.addAll(filter.field().values.atoms(value)));
        String left = atoms.get(0).left();
        boolean compared =
                left != null && atoms.stream().allMatch(atom -> left.equals(atom.left()));
        if (compared && left != null) {
            return compared(left, atoms, filter.excluded());
        }
        String any =
                atoms.size() == 1
                        ? atoms.get(0).bracketed()
                        : atoms.stream()
                                .map(Atom::bracketed)
                                .collect(Collectors.joining(" || ", "( ", " )"));
        return filter.excluded() ? negated(any) : any;
    }

    // "!src.in(...)" is a condition, "! a == b" would be none.
    private static String negated(String any) {
        return any.startsWith("(") || !any.contains(" == ") ? "!" + any : "!( " + any + " )";
    }

    private static String compared(String left, List<Atom> atoms, boolean excluded) {
        if (atoms.size() == 1) {
            return left + (excluded ? " != " : " == ") + atoms.get(0).right();
        }
        return left
                + (excluded ? " not in " : " in ")
                + atoms.stream().map(Atom::right).collect(Collectors.joining(", ", "(", ")"));
    }
}
