package illumiomonitor.lab.traffic;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a monitor that makes no mistake has counted. */
public final class Truth {

    /**
     * What is one connection whoever reports it.
     *
     * @param day start of the UTC day
     */
    public record Twin(
            Instant day, String src, String dst, int port, int proto, int icmpType, int icmpCode) {

        static Twin of(RowKey key) {
            return new Twin(
                    key.bucket().truncatedTo(ChronoUnit.DAYS),
                    key.src(),
                    key.dst(),
                    key.port(),
                    key.proto(),
                    key.icmpType(),
                    key.icmpCode());
        }
    }

    /** One edge of the network. */
    public record Edge(String src, String dst, int port, int proto) implements Comparable<Edge> {

        static Edge of(RowKey key) {
            return new Edge(key.src(), key.dst(), key.port(), key.proto());
        }

        @Override
        public int compareTo(Edge other) {
            return toString().compareTo(other.toString());
        }
    }

    private final Traffic traffic;
    private final RowStyle style;

    public Truth(Traffic traffic, RowStyle style) {
        this.traffic = traffic;
        this.style = style;
    }

    /**
     * Every row as it stands: nothing left out, both reporters' rows.
     *
     * @param from start of the coverage, a UTC midnight
     * @param asOf only reports that the PCE showed by then
     */
    public Map<RowKey, Sum> rows(Instant from, Instant asOf) {
        Map<RowKey, Sum> rows = new HashMap<>();
        for (Row row : standing(from, asOf)) {
            rows.put(row.key(), Sum.of(row));
        }
        return rows;
    }

    /**
     * What counts: where both sides reported an edge in a UTC day, the listener's rows alone.
     *
     * @param from start of the coverage, a UTC midnight
     * @param asOf only reports that the PCE showed by then
     */
    public Map<RowKey, Sum> countedRows(Instant from, Instant asOf) {
        List<Row> rows = standing(from, asOf);
        Set<Twin> heard = new HashSet<>();
        rows.stream()
                .filter(row -> row.key().side() == Side.DST)
                .forEach(row -> heard.add(Twin.of(row.key())));
        Map<RowKey, Sum> counted = new HashMap<>();
        for (Row row : rows) {
            if (row.key().side() == Side.DST || !heard.contains(Twin.of(row.key()))) {
                counted.put(row.key(), Sum.of(row));
            }
        }
        return counted;
    }

    /** What counts of each edge. */
    public Map<Edge, Sum> edges(Instant from, Instant asOf) {
        Map<Edge, Sum> edges = new TreeMap<>();
        countedRows(from, asOf).forEach((key, sum) -> edges.merge(Edge.of(key), sum, Sum::plus));
        return edges;
    }

    /** What counts of each edge that met this decision. */
    public Map<Edge, Sum> edges(Decision decision, Instant from, Instant asOf) {
        Map<Edge, Sum> edges = new TreeMap<>();
        countedRows(from, asOf)
                .forEach(
                        (key, sum) -> {
                            if (key.decision() == decision) {
                                edges.merge(Edge.of(key), sum, Sum::plus);
                            }
                        });
        return edges;
    }

    /** What counts altogether. */
    public Sum total(Instant from, Instant asOf) {
        return edges(from, asOf).values().stream().reduce(Sum.ZERO, Sum::plus);
    }

    private List<Row> standing(Instant from, Instant asOf) {
        return new RowBuilder(traffic, style).standing(from, asOf);
    }
}
