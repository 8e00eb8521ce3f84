package illumiomonitor.engine.rule.guard;

import java.util.Arrays;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.model.functions.Operator;
import org.drools.model.operators.ContainsOperator;
import org.drools.model.operators.ExcludesOperator;
import org.drools.model.operators.InOperator;
import org.drools.model.operators.MatchesOperator;
import org.drools.model.operators.MemberOfOperator;
import org.drools.modelcompiler.dsl.pattern.D;
import org.jspecify.annotations.Nullable;

/** Stands in for patterns of text and operators: each letter that is looked at is on the leash. */
public final class Walked {

    private static final Pattern ALWAYS = Pattern.compile("");
    private static final Pattern NEVER = Pattern.compile("(?!)");

    private Walked() {}

    /**
     * As {@link Pattern#compile(String)}.
     *
     * @throws java.util.regex.PatternSyntaxException if it cannot be read, or looks around or back
     */
    public static Pattern compile(String pattern) {
        Regexes.of(pattern);
        return Pattern.compile(pattern);
    }

    /** One that can tell only whether the whole text matches, which is all that rules may ask. */
    public static Matcher matcher(Pattern pattern, @Nullable CharSequence text) {
        boolean matches = Regexes.matches(pattern.pattern(), text == null ? "" : text);
        return (matches ? ALWAYS : NEVER).matcher("");
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
                    && Regexes.matches(Texts.valueOf(right[0]), Texts.valueOf(left));
        }
        if (operator == InOperator.INSTANCE && left != null && alike(left, right)) {
            return Arrays.asList(right).contains(left);
        }
        boolean holds = Alike.holds(left) || right.length > 0 && Alike.holds(right[0]);
        return holds ? compared(operator, left, right) : D.eval(operator, left, right);
    }

    /** What holds others is compared on the leash. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static boolean compared(
            Operator operator, @Nullable Object left, @Nullable Object... right) {
        if (operator == ContainsOperator.INSTANCE && left instanceof Collection<?> many) {
            return Alike.contains(many, right[0]);
        }
        if (operator == ExcludesOperator.INSTANCE && left instanceof Collection<?> many) {
            return !Alike.contains(many, right[0]);
        }
        if (operator == MemberOfOperator.INSTANCE && right[0] instanceof Collection<?> many) {
            return Alike.contains(many, left);
        }
        if (operator == InOperator.INSTANCE) {
            return Alike.contains(Arrays.asList(right), left);
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
