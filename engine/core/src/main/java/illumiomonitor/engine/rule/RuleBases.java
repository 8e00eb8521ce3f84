package illumiomonitor.engine.rule;

import illumiomonitor.engine.rule.guard.Joints;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.drools.model.Model;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.KieBase;

/** The rule networks of the sets of rules that were judged together last. */
final class RuleBases {

    private static final int KEPT = 48;

    private final Map<Set<String>, KieBase> bases =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Set<String>, KieBase> eldest) {
                    return size() > KEPT;
                }
            };

    synchronized KieBase of(Collection<JudgedRule> rules) {
        Set<String> key = new TreeSet<>();
        Map<CompiledRules, Set<String>> names = new LinkedHashMap<>();
        for (JudgedRule rule : rules) {
            String name = rule.info().name();
            key.add(rule.compiled().text().version() + " " + name);
            names.computeIfAbsent(rule.compiled(), file -> new TreeSet<>()).add(name);
        }
        KieBase base = bases.get(key);
        if (base == null) {
            List<Model> models = new ArrayList<>();
            names.forEach((file, some) -> models.add(file.only(some)));
            base = KieBaseBuilder.createKieBaseFromModel(models);
            Joints.leash(base);
            bases.put(key, base);
        }
        return base;
    }
}
