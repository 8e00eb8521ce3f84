package illumiomonitor.engine.rule;

import java.util.List;
import java.util.Set;
import org.drools.model.EntryPoint;
import org.drools.model.Global;
import org.drools.model.Model;
import org.drools.model.Query;
import org.drools.model.Rule;
import org.drools.model.TypeMetaData;

/**
 * A rule file, compiled.
 *
 * @param text that was compiled
 * @param model its rules, for Drools
 */
record CompiledRules(RuleText text, Model model) {

    /** The model with these rules of it only. */
    Model only(Set<String> names) {
        if (names.containsAll(text.names())) {
            return model;
        }
        List<Rule> rules =
                model.getRules().stream().filter(rule -> names.contains(rule.getName())).toList();
        return new Model() {
            @Override
            public String getName() {
                return model.getName();
            }

            @Override
            public List<Global> getGlobals() {
                return model.getGlobals();
            }

            @Override
            public List<Rule> getRules() {
                return rules;
            }

            @Override
            public List<Query> getQueries() {
                return model.getQueries();
            }

            @Override
            public List<TypeMetaData> getTypeMetaDatas() {
                return model.getTypeMetaDatas();
            }

            @Override
            public List<EntryPoint> getEntryPoints() {
                return model.getEntryPoints();
            }
        };
    }
}
