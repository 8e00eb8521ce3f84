package illumiomonitor.lab.query;

/** A request body that a PCE refuses with 406. */
final class Invalid extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String token;

    private Invalid(String token, String message) {
        super(message);
        this.token = token;
    }

    static Invalid schema(String detail) {
        return new Invalid(
                "input_validation_error", "Input validation failed. Details: {" + detail + "}");
    }

    static Invalid timestamp(String field, String value) {
        return new Invalid("invalid_timestamp", "Invalid timestamp for '" + field + "': " + value);
    }

    static Invalid uri(String value) {
        return new Invalid("invalid_uri", "Invalid URI: {" + value + "}");
    }

    String token() {
        return token;
    }
}
