package illumiomonitor.engine.plugin;

import illumiomonitor.spi.Decision;
import illumiomonitor.spi.Direction;
import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.EventAnswer;
import illumiomonitor.spi.EventRow;
import illumiomonitor.spi.EventSource;
import illumiomonitor.spi.EventSourceFactory;
import illumiomonitor.spi.FlowAnswer;
import illumiomonitor.spi.FlowQuery;
import illumiomonitor.spi.FlowRow;
import illumiomonitor.spi.FlowSource;
import illumiomonitor.spi.FlowSourceFactory;
import illumiomonitor.spi.Message;
import illumiomonitor.spi.Notifier;
import illumiomonitor.spi.NotifierFactory;
import illumiomonitor.spi.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What somebody else could put on the class path: sources that read a ledger of connections and a
 * book of sign-ins, and a channel that writes a diary. It knows nothing but the SPI.
 */
public final class Foreign {

    private Foreign() {}

    /** A line is an instant, a source and a destination; all of it was blocked. */
    public static final class Ledgers implements FlowSourceFactory {

        @Override
        public String kind() {
            return "zz-ledger";
        }

        @Override
        public FlowSource create(Settings settings) {
            Path path = Path.of(settings.text("path"));
            settings.refuseOthers();
            return new Ledger(path);
        }
    }

    /** A line is an instant and who failed to sign in. */
    public static final class Gates implements EventSourceFactory {

        @Override
        public String kind() {
            return "zz-gate";
        }

        @Override
        public EventSource create(Settings settings) {
            Path path = Path.of(settings.text("path"));
            settings.refuseOthers();
            return (window, events) -> {
                List<EventRow> found =
                        read(path).stream()
                                .map(Gates::row)
                                .filter(row -> row.at().isAfter(window.from()))
                                .filter(row -> !row.at().isAfter(window.to()))
                                .toList();
                found.forEach(events);
                return EventAnswer.whole(found.size());
            };
        }

        private static EventRow row(String line) {
            String[] parts = line.split(" ");
            return new EventRow(
                    "/gate/" + line.hashCode(),
                    Instant.parse(parts[0]),
                    "user.sign_in",
                    "failure",
                    "err",
                    "user",
                    parts[1],
                    "",
                    List.of("user.login_failed"),
                    "",
                    "",
                    parts[1],
                    "{}");
        }
    }

    private static List<String> read(Path path) {
        try {
            return Files.readAllLines(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Ledger(Path path) implements FlowSource {

        @Override
        public FlowAnswer flows(FlowQuery query, Consumer<FlowRow> rows) {
            List<FlowRow> found =
                    read(path).stream()
                            .map(Ledger::row)
                            .filter(row -> row.lastDetected().isAfter(query.window().from()))
                            .filter(row -> !row.lastDetected().isAfter(query.window().to()))
                            .toList();
            found.forEach(rows);
            Instant now = query.window().to();
            return new FlowAnswer(found.size(), found.size(), false, "", 0, now, now);
        }

        @Override
        public Duration clockOffset() {
            return Duration.ZERO;
        }

        private static FlowRow row(String line) {
            String[] parts = line.split(" ");
            Instant at = Instant.parse(parts[0]);
            return new FlowRow(
                    endpoint(parts[1]),
                    endpoint(parts[2]),
                    22,
                    6,
                    -1,
                    -1,
                    "",
                    "",
                    "",
                    Direction.UNKNOWN,
                    "",
                    Decision.BLOCKED,
                    "unicast",
                    "",
                    FlowRow.CONNECTION,
                    at,
                    at,
                    1,
                    0,
                    0);
        }

        private static Endpoint endpoint(String ip) {
            return new Endpoint(ip, "", "", false, "", Map.of(), List.of(), "", false, List.of());
        }
    }

    /** Writes the titles of messages into a file. */
    public static final class Diaries implements NotifierFactory {

        @Override
        public String kind() {
            return "zz-diary";
        }

        @Override
        public Notifier create(Settings settings) {
            Path path = Path.of(settings.text("file"));
            settings.refuseOthers();
            return message -> write(path, message);
        }

        private static String write(Path path, Message message) {
            try {
                Files.writeString(
                        path,
                        message.title() + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
                return "written";
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
