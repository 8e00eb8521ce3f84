package illumiomonitor.engine.rule.guard;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.model.functions.Operator;
import org.drools.model.operators.MatchesOperator;
import org.drools.modelcompiler.dsl.pattern.D;
import org.jspecify.annotations.Nullable;

/** Stands in for patterns of text: each letter that a pattern looks at is on the leash. */
public final class Walked {

    private Walked() {}

    public static Matcher matcher(Pattern pattern, @Nullable CharSequence text) {
        return pattern.matcher(text == null ? "" : new Letters(text));
    }

    static CharSequence of(CharSequence text) {
        return new Letters(text);
    }

    /** As {@link D#eval(Operator, Object, Object...)}. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    public static boolean eval(
            Operator operator, @Nullable Object left, @Nullable Object... right) {
        if (operator == MatchesOperator.INSTANCE) {
            return left != null
                    && right[0] != null
                    && matcher(Pattern.compile(right[0].toString()), left.toString()).matches();
        }
        return D.eval(operator, left, right);
    }

    private record Letters(CharSequence text) implements CharSequence {

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            Leash.check();
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Letters(text.subSequence(start, end));
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
