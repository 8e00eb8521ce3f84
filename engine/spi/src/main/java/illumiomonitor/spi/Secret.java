package illumiomonitor.spi;

import static java.util.Objects.requireNonNull;

/** A text that is never printed. */
public final class Secret {

    private final String value;

    public Secret(String value) {
        this.value = requireNonNull(value, "value");
    }

    /** The text itself, for the one place that must send it. */
    public String reveal() {
        return value;
    }

    public boolean isEmpty() {
        return value.isEmpty();
    }

    @Override
    public String toString() {
        return "***";
    }
}
