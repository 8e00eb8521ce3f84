package illumiomonitor.engine.form;

import illumiomonitor.engine.rule.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Which labels and IP lists there are, as far as the PCEs have shown them.
 *
 * @param labels {@code key=value}
 */
public record Names(Set<String> labels, Set<String> ipLists) {

    /** Nobody was asked, or nothing was pulled yet. */
    public static final Names NONE = new Names(Set.of(), Set.of());

    /** What is known of a name. */
    public enum Answer {
        KNOWN,
        UNKNOWN,
        /** There was nobody to ask. */
        NOT_ASKED
    }

    public Names {
        labels = Set.copyOf(labels);
        ipLists = Set.copyOf(ipLists);
    }

    /** What is known of the name that a value of a field stands for; addresses are known. */
    public Answer of(Field field, String value) {
        boolean list = field.isList(value);
        if (!list && !field.isLabel()) {
            return Answer.KNOWN;
        }
        Set<String> known = list ? ipLists : labels;
        if (known.isEmpty()) {
            return Answer.NOT_ASKED;
        }
        return known.contains(value) ? Answer.KNOWN : Answer.UNKNOWN;
    }

    /**
     * The names of a form that nothing has: such a rule would see nothing, or too much. Names that
     * cannot be looked up are among them, unless the rule tells nobody.
     */
    public List<FormException> unknown(Form form) {
        List<FormException> unknown = new ArrayList<>();
        for (Filter filter : form.filters()) {
            for (String value : filter.values()) {
                Answer answer = of(filter.field(), value);
                if (answer == Answer.UNKNOWN) {
                    unknown.add(unknown(filter.field(), value));
                } else if (answer == Answer.NOT_ASKED && form.mode() == Mode.LIVE) {
                    unknown.add(new FormException(filter.field().name(), "not-asked", value));
                }
            }
        }
        return unknown;
    }

    /** A name that is written a little otherwise than one that there is was meant to be that. */
    private FormException unknown(Field field, String value) {
        String key = field.isLabel() ? "unknown-label" : "unknown-list";
        return Spelling.nearest(value, field.isLabel() ? labels : ipLists)
                .map(near -> new FormException(field.name(), key + "-guess", value, near))
                .orElseGet(() -> new FormException(field.name(), key, value));
    }
}
