package illumiomonitor.lab.traffic;

import java.time.Instant;

/**
 * What makes a row a row of its own.
 *
 * @param bucket start of the UTC day, or of the part of it
 * @param decision as the PCE writes it
 */
public record RowKey(
        Instant bucket,
        String src,
        String dst,
        int port,
        int proto,
        int icmpType,
        int icmpCode,
        String process,
        String user,
        String service,
        Side side,
        String state,
        Decision decision,
        String transmission,
        String clientType) {

    static RowKey of(Instant bucket, Connection connection, Report report, boolean splitStates) {
        return new RowKey(
                bucket,
                connection.src(),
                connection.dst(),
                connection.port(),
                connection.proto(),
                connection.icmpType(),
                connection.icmpCode(),
                report.process(),
                report.user(),
                report.service(),
                report.side(),
                splitStates ? report.state() : "",
                report.decision(),
                connection.transmission(),
                report.clientType());
    }
}
