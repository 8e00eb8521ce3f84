package illumiomonitor.engine.rule.guard;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.model.functions.Operator;
import org.drools.model.operators.InOperator;
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
        if (operator == InOperator.INSTANCE && left != null && alike(left, right)) {
            return Arrays.asList(right).contains(left);
        }
        return D.eval(operator, left, right);
    }

    /**
     * Whether equality needs no conversion. Otherwise numbers are compared as decimals made of
     * text, which for a list of ports takes longer than all else that a rule does with a flow.
     */
    private static boolean alike(Object left, @Nullable Object[] right) {
        if (!(left instanceof Integer || left instanceof String || left instanceof Enum)) {
            return false;
        }
        for (Object one : right) {
            if (one == null || one.getClass() != left.getClass()) {
                return false;
            }
        }
        return true;
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
