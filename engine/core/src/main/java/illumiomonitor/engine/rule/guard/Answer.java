package illumiomonitor.engine.rule.guard;

import illumiomonitor.spi.Change;
import illumiomonitor.spi.Event;
import java.util.Collection;

/** What is read of the past takes while it is kept, roughly and in bytes. */
final class Answer {

    /** A place in a list, and the number or instant in it. */
    private static final int VALUE = 32;

    /** A record with its texts, all of them empty. */
    private static final int RECORD = 600;

    private Answer() {}

    /** An answer of which events and changes were weighed when they were read. */
    static long bytes(Object answer) {
        return VALUE + (answer instanceof Collection<?> rows ? (long) VALUE * rows.size() : 0);
    }

    static long bytes(Event event) {
        return RECORD
                + letters(event.href(), event.actor(), event.resource(), event.workload())
                + letters(event.notificationTypes())
                + letters(event.workloadHrefs());
    }

    /** Without its event, which others share. */
    static long bytes(Change change) {
        return RECORD
                + letters(
                        change.object(),
                        change.href(),
                        change.field(),
                        change.before(),
                        change.after());
    }

    private static long letters(Collection<String> texts) {
        return (long) VALUE * texts.size() + letters(texts.toArray(String[]::new));
    }

    private static long letters(String... texts) {
        long letters = 0;
        for (String text : texts) {
            letters += text.length();
        }
        return 2 * letters;
    }
}
