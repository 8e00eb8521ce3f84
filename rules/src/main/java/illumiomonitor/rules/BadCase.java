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

/** A case file says something that cannot be understood; where in it is found later. */
final class BadCase extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String word;

    /**
     * @param word key or value at fault, empty when none can be told
     */
    BadCase(String word, String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.word = word;
    }

    String word() {
        return word;
    }

    /** In words of people who write cases, not of those who wrote the reader. */
    static BadCase of(JsonProcessingException e) {
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
