package illumiomonitor.plugins.zeek;

import illumiomonitor.spi.FlowRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Connection logs to which others have added what they know of each connection. */
public final class LabelledLogs {

    private static final Set<String> NORMAL = Set.of("benign", "normal", "0", "false", "none");

    /** What a connection is known to be. */
    public enum Truth {
        MALICIOUS,
        BENIGN,
        UNKNOWN
    }

    /** Takes what the logs say. */
    public interface Taker {

        /** A connection and what is known of it. */
        void row(FlowRow row, Truth truth) throws InterruptedException;

        /** A line that is no connection: a sentence that names file and line. */
        void malformed(String why);
    }

    private LabelledLogs() {}

    /**
     * The logs that a path names, in the order in which they are read.
     *
     * @param path of a log, or of a folder with logs
     */
    public static List<Path> files(Path path) throws IOException {
        return Logs.of(path);
    }

    /** Reads one log. */
    public static void read(Path file, Taker taker) throws IOException, InterruptedException {
        new ConnFile(file)
                .read(
                        new ConnFile.Taker() {
                            @Override
                            public void row(FlowRow row, Fields fields)
                                    throws InterruptedException {
                                taker.row(row, truth(fields));
                            }

                            @Override
                            public void malformed(long number, String why) {
                                taker.malformed(
                                        "%s, line %d is left out: %s".formatted(file, number, why));
                            }
                        });
    }

    /** Whoever names anything but normal or background traffic names an attack. */
    private static Truth truth(Fields fields) {
        String label = fields.first("label", "Label", "label_binary").toLowerCase(Locale.ROOT);
        if (label.isEmpty() || label.contains("background")) {
            return Truth.UNKNOWN;
        }
        boolean normal = NORMAL.contains(label) || label.matches(".*\\b(benign|normal)\\b.*");
        return normal ? Truth.BENIGN : Truth.MALICIOUS;
    }
}
