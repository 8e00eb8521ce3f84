package illumiomonitor.web.bench;

import illumiomonitor.plugins.zeek.LabelledLogs.Truth;
import illumiomonitor.spi.FlowRow;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** What a capture says of itself: who is malicious, and when something ended. */
final class Labelled {

    private final Set<String> malicious = new HashSet<>();
    private final Set<String> benign = new HashSet<>();
    private final Set<String> maliciousPairs = new HashSet<>();
    private final TreeSet<Long> ends = new TreeSet<>();
    private long newest;

    void add(FlowRow row, Truth truth) {
        ends.add((row.lastDetected().toEpochMilli() + 999) / 1_000);
        newest = Math.max(newest, row.firstDetected().getEpochSecond());
        String source = row.src().ip();
        if (truth == Truth.MALICIOUS) {
            malicious.add(source);
            maliciousPairs.add(source + " > " + row.dst().ip());
        } else if (truth == Truth.BENIGN) {
            benign.add(source);
        }
    }

    boolean isLabelled() {
        return !malicious.isEmpty() || !benign.isEmpty();
    }

    Set<String> malicious() {
        return malicious;
    }

    /** Whether all that is known of a source is benign. */
    boolean isBenign(String source) {
        return benign.contains(source) && !malicious.contains(source);
    }

    /** Whether an alert on the subject is right: an edge of an attack, or the source of one. */
    boolean isRight(String subject) {
        String[] words = subject.split(" ");
        return words.length >= 3 && words[1].equals(">")
                ? maliciousPairs.contains(words[0] + " > " + words[2])
                : malicious.contains(words[0]);
    }

    boolean isEmpty() {
        return ends.isEmpty();
    }

    /** Second of the first end of a connection. */
    long first() {
        return ends.first();
    }

    long last() {
        return ends.last();
    }

    /** Second in which the newest connection began. */
    long newest() {
        return newest;
    }

    /** Whether a connection ended in (from, to], seconds. */
    boolean any(long from, long to) {
        Long next = ends.higher(from);
        return next != null && next <= to;
    }
}
