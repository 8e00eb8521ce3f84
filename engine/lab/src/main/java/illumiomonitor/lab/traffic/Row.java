package illumiomonitor.lab.traffic;

import java.time.Instant;

/**
 * A row of an answer.
 *
 * @param state of its newest report
 * @param first {@code first_detected}
 * @param last {@code last_detected}
 * @param measured whether any of its connections had measured bytes
 */
public record Row(
        RowKey key,
        String state,
        Instant first,
        Instant last,
        long connections,
        boolean measured,
        long bytesIn,
        long bytesOut) {

    Row first(Instant other) {
        return new Row(key, state, other, last, connections, measured, bytesIn, bytesOut);
    }

    Row counters(long connections, long bytesIn, long bytesOut) {
        return new Row(key, state, first, last, connections, measured, bytesIn, bytesOut);
    }

    Row plus(Connection connection, Report report) {
        boolean newer = connection.at().isAfter(last);
        return new Row(
                key,
                newer ? report.state() : state,
                connection.at().isBefore(first) ? connection.at() : first,
                newer ? connection.at() : last,
                connections + connection.count(),
                measured || connection.measured(),
                bytesIn + connection.bytesIn(),
                bytesOut + connection.bytesOut());
    }

    static Row of(RowKey key, Connection connection, Report report) {
        return new Row(
                key,
                report.state(),
                connection.at(),
                connection.at(),
                connection.count(),
                connection.measured(),
                connection.bytesIn(),
                connection.bytesOut());
    }
}
