package illumiomonitor.lab.story;

import illumiomonitor.lab.event.LabEvent;
import illumiomonitor.lab.traffic.Connection;
import java.time.Instant;
import java.util.List;

/**
 * One story as it happened.
 *
 * @param story name of its kind, e.g. {@code sweep}
 * @param subject address, host or user that somebody should be told about
 * @param broken edges whose ordinary traffic does not pass meanwhile
 */
public record Play(
        String story,
        Instant start,
        String subject,
        List<Connection> connections,
        List<LabEvent> events,
        List<Broken> broken) {

    /** An edge that does not work for a while. */
    record Broken(String src, String dst, int port, Instant from, Instant to) {

        boolean holds(Connection connection) {
            return connection.src().equals(src)
                    && connection.dst().equals(dst)
                    && connection.port() == port
                    && !connection.at().isBefore(from)
                    && connection.at().isBefore(to);
        }
    }

    public Play {
        connections = List.copyOf(connections);
        events = List.copyOf(events);
        broken = List.copyOf(broken);
    }
}
