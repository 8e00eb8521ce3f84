package illumiomonitor.lab.traffic;

/**
 * What was counted.
 *
 * @param connections of states that count each once
 * @param reports of {@code active} and {@code snapshot} rows, which repeat theirs at every report
 * @param bytesIn into the destination
 * @param bytesOut out of the destination
 */
public record Sum(long connections, long reports, long bytesIn, long bytesOut) {

    public static final Sum ZERO = new Sum(0, 0, 0, 0);

    static Sum of(Row row) {
        boolean repeats = row.state().equals("active") || row.state().equals("snapshot");
        return new Sum(
                repeats ? 0 : row.connections(),
                repeats ? row.connections() : 0,
                row.bytesIn(),
                row.bytesOut());
    }

    public Sum plus(Sum other) {
        return new Sum(
                connections + other.connections,
                reports + other.reports,
                bytesIn + other.bytesIn,
                bytesOut + other.bytesOut);
    }
}
