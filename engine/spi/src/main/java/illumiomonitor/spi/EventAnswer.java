package illumiomonitor.spi;

import static java.util.Objects.requireNonNull;

/**
 * What an event source says about a window whose events it has handed over.
 *
 * @param events events handed over
 * @param missing what came and could not be read, as one clause for people such as {@code 2
 *     unreadable events, first: it has no href}; asking again does not bring it. Empty when all
 *     came
 */
public record EventAnswer(long events, String missing) {

    public EventAnswer {
        requireNonNull(missing, "missing");
    }

    /** All came. */
    public static EventAnswer whole(long events) {
        return new EventAnswer(events, "");
    }
}
