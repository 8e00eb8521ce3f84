package illumiomonitor.engine.rule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Rules of two files that are called the same: the file that judges keeps the name. */
final class Namesakes {

    private Namesakes() {}

    /** What is wrong with a text because rules of these files judge under names of its own. */
    static List<RuleError> of(RuleText text, Collection<RuleFile> files) {
        List<RuleError> errors = new ArrayList<>();
        Place place = new Place(text.file(), text.text());
        for (Header header : text.headers()) {
            for (RuleFile other : files) {
                CompiledRules good = other.good;
                if (good != null && good.text().names().contains(header.name())) {
                    errors.add(
                            place.at(
                                    place.line(header.line()),
                                    header.name(),
                                    "rule \""
                                            + header.name()
                                            + "\" stands in "
                                            + other.name
                                            + " and in "
                                            + text.file()
                                            + "; a rule's name must be its own"));
                }
            }
        }
        return errors;
    }
}
