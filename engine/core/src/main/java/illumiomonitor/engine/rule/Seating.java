package illumiomonitor.engine.rule;

import illumiomonitor.spi.Flow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which rules sit together. A session holds a handle for every fact and a tuple for every pattern
 * that it meets, more than the facts themselves; rules on different facts of which there are very
 * many take turns, so that a session holds those only which all its rules ask for.
 */
final class Seating {

    /** Every match of every rule is held until a session ends: more rules take turns. */
    private static final int RULES = 200;

    /** Of rules that look at several kinds of very many facts, whose joins hold all of them. */
    private static final int JOINING = 2;

    private static final int MANY = 20_000;

    private Seating() {}

    /** All rules, those of a list at once. */
    static List<List<JudgedRule>> of(WindowFacts facts, List<JudgedRule> rules) {
        Set<Class<?>> many = many(facts);
        Map<Set<Class<?>>, List<JudgedRule>> tables = new LinkedHashMap<>();
        for (JudgedRule rule : rules) {
            tables.computeIfAbsent(named(rule, many), types -> new ArrayList<>()).add(rule);
        }
        List<List<JudgedRule>> seated = new ArrayList<>();
        tables.forEach(
                (types, table) -> {
                    int most = types.size() > 1 ? JOINING : RULES;
                    for (int from = 0; from < table.size(); from += most) {
                        seated.add(table.subList(from, Math.min(table.size(), from + most)));
                    }
                });
        return seated;
    }

    private static Set<Class<?>> many(WindowFacts facts) {
        Set<Class<?>> many = new HashSet<>();
        if (facts.flows().held() && facts.flows().flows().size() > MANY) {
            many.add(Flow.class);
        }
        facts.others()
                .forEach(
                        (type, some) -> {
                            if (some.size() > MANY) {
                                many.add(type);
                            }
                        });
        return many;
    }

    private static Set<Class<?>> named(JudgedRule rule, Set<Class<?>> types) {
        Set<Class<?>> named = new HashSet<>(types);
        named.removeIf(type -> !rule.compiled().text().names(type));
        return named;
    }
}
