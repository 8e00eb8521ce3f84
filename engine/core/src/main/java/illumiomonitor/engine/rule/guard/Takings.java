package illumiomonitor.engine.rule.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.AccumulateDescr.AccumulateFunctionCallDescr;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.jspecify.annotations.Nullable;

/**
 * From which of the patterns that an {@code accumulate} joins its functions take. One that takes
 * from several at once is known to the engine only where the first function does so as well.
 */
final class Takings {

    private static final Pattern NAME = Pattern.compile("[$\\w]+");

    private Takings() {}

    /** What the first function at fault takes, null when there is none. */
    static @Nullable String misplaced(AccumulateDescr accumulate) {
        if (!(accumulate.getInput() instanceof AndDescr and) || accumulate.getFunctions() == null) {
            return null;
        }
        List<Set<String>> bound = bound(and);
        boolean first = true;
        for (AccumulateFunctionCallDescr function : accumulate.getFunctions()) {
            String taken = String.join(", ", function.getParams());
            boolean several = several(taken, bound);
            if (first && several) {
                return null;
            }
            if (several) {
                return taken;
            }
            first = false;
        }
        return null;
    }

    private static List<Set<String>> bound(AndDescr and) {
        List<Set<String>> bound = new ArrayList<>();
        and.getDescrs()
                .forEach(
                        one -> {
                            if (one instanceof PatternDescr pattern) {
                                bound.add(Set.copyOf(pattern.getAllBoundIdentifiers()));
                            }
                        });
        return bound;
    }

    private static boolean several(String taken, List<Set<String>> bound) {
        Set<String> names =
                NAME.matcher(taken).results().map(MatchResult::group).collect(Collectors.toSet());
        return bound.stream().filter(pattern -> pattern.stream().anyMatch(names::contains)).count()
                > 1;
    }
}
