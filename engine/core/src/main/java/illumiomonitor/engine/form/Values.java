package illumiomonitor.engine.form;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the values of a field are written: by people, and as conditions of a rule. */
interface Values {

    /**
     * One condition on a fact.
     *
     * @param left what is compared, null when the condition stands for itself
     * @param right with what, or the whole condition
     */
    record Atom(@Nullable String left, String right, boolean compound) {

        static Atom equal(String left, String right) {
            return new Atom(left, right, false);
        }

        /** A condition that needs no brackets, such as a call. */
        static Atom call(String condition) {
            return new Atom(null, condition, false);
        }

        static Atom compound(String condition) {
            return new Atom(null, condition, true);
        }

        String text() {
            return left == null ? right : left + " == " + right;
        }

        /** Inside {@code ||}. */
        String bracketed() {
            return compound ? "( " + text() + " )" : text();
        }
    }

    /**
     * The one way to write a value.
     *
     * @return null when it is none
     */
    @Nullable String canonical(String typed);

    /** A canonical value as people write it. */
    default String shown(String value) {
        return value;
    }

    /** Key of the sentence that says what a value looks like. */
    String fault();

    /** Why a text is no value. */
    default FormException complaint(Field field, String typed) {
        return new FormException(field.name(), fault(), typed);
    }

    /** The conditions that a canonical value stands for, any of which is enough. */
    List<Atom> atoms(String value);

    /** The value whose condition this is, or null. */
    @Nullable String read(String atom);

    /** Values that must hold at the same time: labels of different keys. */
    default String bundle(String value) {
        return "";
    }
}
