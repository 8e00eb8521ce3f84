package illumiomonitor.spi;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a channel is to tell people. Its texts are already in the operator's language: a channel
 * adds no words of its own.
 *
 * @param key idempotency key, the same whenever this message is sent again
 * @param kind why it is sent
 * @param title one line
 * @param lines label and text, in order, for channels that lay out
 * @param link page of the alert, empty when there is none
 * @param alerts one alert; many for a digest; one that is marked for a test
 * @param footer closing line
 */
public record Message(
        String key,
        Kind kind,
        String title,
        List<Line> lines,
        String link,
        List<Alert> alerts,
        String footer) {

    /** Why a message is sent. */
    public enum Kind {
        ALERT,
        /** Many alerts of one rule in one message. */
        DIGEST,
        TEST
    }

    /** One labelled line. */
    public record Line(String label, String text) {}

    public Message {
        requireNonNull(key, "key");
        requireNonNull(kind, "kind");
        lines = List.copyOf(lines);
        alerts = List.copyOf(alerts);
    }

    /** Title, lines, link and footer as plain text. */
    public String plain() {
        StringBuilder text = new StringBuilder(title).append('\n');
        for (Line line : lines) {
            text.append(line.label().isEmpty() ? "" : line.label() + ": ")
                    .append(line.text())
                    .append('\n');
        }
        if (!link.isEmpty()) {
            text.append(link).append('\n');
        }
        return footer.isEmpty() ? text.toString() : text.append(footer).append('\n').toString();
    }
}
