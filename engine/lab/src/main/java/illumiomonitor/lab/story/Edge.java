package illumiomonitor.lab.story;

import illumiomonitor.lab.traffic.Decision;
import java.util.List;

/**
 * Who talks to whom on an ordinary day.
 *
 * @param srcProcess what opens the connection
 * @param dstProcess what listens
 * @param perHour connections of one pair in a busy hour
 * @param bytesIn of one connection, into the destination
 * @param bytesOut of one connection, out of it
 * @param office whether it follows office hours
 */
record Edge(
        Group from,
        Group to,
        int port,
        int proto,
        String srcProcess,
        String dstProcess,
        int perHour,
        long bytesIn,
        long bytesOut,
        boolean office,
        Decision decision) {

    /**
     * Some hosts.
     *
     * @param ips main addresses
     * @param managed whether VENs report from there
     */
    record Group(List<String> ips, boolean managed) {

        Group {
            ips = List.copyOf(ips);
        }
    }
}
