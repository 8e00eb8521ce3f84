package illumiomonitor.engine.rule.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** Stands in for the collectors that join texts. */
public final class Joined {

    private Joined() {}

    public static Collector<CharSequence, ?, String> joining() {
        return joining("", "", "");
    }

    public static Collector<CharSequence, ?, String> joining(CharSequence between) {
        return joining(between, "", "");
    }

    /** As {@link Collectors#joining(CharSequence, CharSequence, CharSequence)}, with a bound. */
    public static Collector<CharSequence, ?, String> joining(
            CharSequence between, CharSequence first, CharSequence last) {
        return Collector.<CharSequence, List<CharSequence>, String>of(
                ArrayList::new,
                List::add,
                (some, more) -> {
                    some.addAll(more);
                    return some;
                },
                parts -> first + Texts.join(between, parts) + last);
    }
}
