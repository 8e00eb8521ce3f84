package illumiomonitor.engine.rule;

import illumiomonitor.spi.Flow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which facts of a window are about a subject. */
final class FactsOf {

    private FactsOf() {}

    /** The facts that name a subject. */
    static WindowFacts subject(WindowFacts facts, String subject) {
        Naming named = Naming.of(subject);
        if (named.subject().names(facts.pce())) {
            return facts; // A finding about the PCE is about all that it reported.
        }
        List<Flow> flows =
                facts.flows().held()
                        ? facts.flows().flows().stream().filter(named::by).toList()
                        : List.of();
        Map<Class<?>, List<?>> others = new LinkedHashMap<>();
        facts.others()
                .forEach(
                        (type, some) -> others.put(type, some.stream().filter(named::by).toList()));
        return new WindowFacts(
                facts.pce(),
                facts.tick(),
                new SeenFlows(flows, true, facts.flows().tales()),
                others,
                facts.derived(),
                facts.history());
    }
}
