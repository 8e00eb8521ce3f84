package illumiomonitor.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import illumiomonitor.engine.rule.Spelling;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;

/** A case file says something that cannot be understood; where in it is found later. */
final class BadCase extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final CaseFault fault;

    /**
     * @param word key or value at fault, empty when none can be told
     */
    BadCase(String word, String sentence, @Nullable Throwable cause) {
        this(new CaseFault(0, 0, word, sentence), cause);
    }

    private BadCase(CaseFault fault, @Nullable Throwable cause) {
        super(fault.toString(), cause);
        this.fault = fault;
    }

    CaseFault fault() {
        return fault;
    }

    /** The same, with where it stands. */
    BadCase at(Mark place) {
        return at(place.getLine() + 1, place.getColumn() + 1);
    }

    /** The same about the text as a whole. */
    BadCase atTop() {
        return at(1, 1);
    }

    private BadCase at(int line, int column) {
        return new BadCase(new CaseFault(line, column, fault.word(), fault.sentence()), this);
    }

    /** What a case is refused for, whoever refused it. */
    static BadCase of(IllegalArgumentException e) {
        return e instanceof BadCase bad ? bad : new BadCase("", String.valueOf(e.getMessage()), e);
    }

    /** In words of people who write cases, not of those who wrote the reader. */
    static BadCase of(JsonProcessingException e) {
        if (e.getCause() instanceof BadCase bad) {
            return bad;
        }
        if (e instanceof UnrecognizedPropertyException unknown) {
            List<String> known =
                    unknown.getKnownPropertyIds().stream().map(String::valueOf).sorted().toList();
            String key = unknown.getPropertyName();
            return new BadCase(
                    key,
                    key
                            + " is not known here; known are "
                            + String.join(", ", known)
                            + Spelling.guess(key, known),
                    e);
        }
        if (e instanceof InvalidFormatException wrong) {
            String value = String.valueOf(wrong.getValue());
            return new BadCase(
                    value,
                    key(wrong) + " is " + value + ", but must be " + shape(wrong.getTargetType()),
                    e);
        }
        if (e instanceof MismatchedInputException wrong && wrong.getTargetType() != null) {
            return new BadCase(
                    key(wrong), key(wrong) + " must be " + shape(wrong.getTargetType()), e);
        }
        String said = e.getOriginalMessage() == null ? e.toString() : e.getOriginalMessage();
        return new BadCase("", said.lines().findFirst().orElse(said), e);
    }

    /** The innermost key that was being read. */
    private static String key(JsonMappingException e) {
        return e.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .filter(Objects::nonNull)
                .reduce((outer, inner) -> inner)
                .orElse("it");
    }

    private static String shape(Class<?> type) {
        if (type.isEnum()) {
            return "one of " + Arrays.toString(type.getEnumConstants());
        }
        if (Collection.class.isAssignableFrom(type) || type.getSimpleName().equals("ArrayNode")) {
            return "a list";
        }
        return switch (type.getSimpleName()) {
            case "int", "long", "Integer", "Long" -> "a whole number";
            case "double", "Double", "float", "Float" -> "a number";
            case "boolean", "Boolean" -> "true or false";
            case "String" -> "one text";
            default -> "keys and values";
        };
    }
}
