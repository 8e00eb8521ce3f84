package illumiomonitor.engine.rule;

import illumiomonitor.spi.Flow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which rules sit together. A session holds a handle for every fact and a tuple for every pattern
 * that it meets, more than the facts themselves; rules on different facts of which there are very
 * many take turns, so that only one kind of them is in a session at a time.
 */
final class Seating {

    /** Every match of every rule is held until a session ends: more rules take turns. */
    private static final int RULES = 200;

    private static final int MANY = 20_000;

    private Seating() {}

    /** All rules, those of a list at once. */
    static List<List<JudgedRule>> of(WindowFacts facts, List<JudgedRule> rules) {
        Set<Class<?>> many = many(facts);
        Map<Set<Class<?>>, List<JudgedRule>> tables = new LinkedHashMap<>();
        rules.stream()
                .sorted(Comparator.comparing(rule -> -named(rule, many).size()))
                .forEach(rule -> table(tables, named(rule, many)).add(rule));
        List<List<JudgedRule>> seated = new ArrayList<>();
        for (List<JudgedRule> table : tables.values()) {
            for (int from = 0; from < table.size(); from += RULES) {
                seated.add(table.subList(from, Math.min(table.size(), from + RULES)));
            }
        }
        return seated;
    }

    /** One where all that is needed is there already, else a new one. */
    private static List<JudgedRule> table(
            Map<Set<Class<?>>, List<JudgedRule>> tables, Set<Class<?>> needed) {
        return tables.entrySet().stream()
                .filter(table -> table.getKey().containsAll(needed))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElseGet(() -> tables.computeIfAbsent(needed, types -> new ArrayList<>()));
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
