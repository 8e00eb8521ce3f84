package illumiomonitor.engine.rule.guard;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which variables the patterns so far have bound, and whether there may be many matches of them.
 */
class Joins {

    /** There are few of these in a window, so that nothing multiplies by them. */
    private static final Set<String> FEW = Set.of("Threshold", "Tick", "SourceHealth");

    private static final Pattern WORDS = Pattern.compile("\"(?:\\\\.|[^\"\\\\])*+\"|[$\\w]+");

    private static final Pattern BINDING = Pattern.compile("(?<![$\\w])([$\\w]++)\\s*+:(?!:)");

    private final Set<String> bound = new HashSet<>();
    private final Set<String> branches = new HashSet<>();
    private boolean many;
    private boolean manyInBranch;

    Joins copy() {
        Joins copy = new Joins();
        copy.bound.addAll(bound);
        copy.many = many;
        return copy;
    }

    /** The same scope, for one alternative; {@link #merge} takes in what all of them bound. */
    Joins branch() {
        Joins outer = this;
        Joins branch =
                new Joins() {
                    @Override
                    void bind(@Nullable String name) {
                        super.bind(name);
                        if (name != null) {
                            outer.branches.add(name);
                        }
                    }

                    @Override
                    void many() {
                        super.many();
                        outer.manyInBranch = true;
                    }
                };
        branch.bound.addAll(bound);
        if (many) {
            branch.many();
        }
        return branch;
    }

    void merge() {
        bound.addAll(branches);
        many |= manyInBranch;
    }

    void bind(@Nullable String name) {
        if (name != null) {
            bound.add(name);
        }
    }

    boolean binds(String name) {
        return bound.contains(name);
    }

    void many() {
        many = true;
    }

    /** Takes in a pattern. Answers whether it is the first of many, of few, or joined. */
    boolean take(String type, List<String> names, List<String> conditions) {
        String simple = type.substring(type.lastIndexOf('.') + 1);
        if (FEW.contains(simple)) {
            return true;
        }
        boolean joined = !many || conditions.stream().anyMatch(this::names);
        names.forEach(this::bind);
        for (String condition : conditions) {
            Matcher binding = BINDING.matcher(condition);
            while (binding.find()) {
                bind(binding.group(1));
            }
        }
        many();
        return joined;
    }

    private boolean names(String condition) {
        Matcher words = WORDS.matcher(condition);
        while (words.find()) {
            if (bound.contains(words.group())) {
                return true;
            }
        }
        return false;
    }
}
