package illumiomonitor.engine.alert;

import illumiomonitor.db.Store;
import java.time.Instant;
import java.util.List;

/** Proposes exceptions: scanners and monitoring hosts, told by how widely they reach out. */
public final class Suggestions {

    private static final int MANY_DESTINATIONS = 50;
    private static final int MANY_PORTS = 20;
    private static final int MOST = 20;
    private static final long DAY = 1_000_000_000L;

    private final Store store;

    public Suggestions(Store store) {
        this.store = store;
    }

    /**
     * Looks at one UTC day of stored flows.
     *
     * @return the widest first, at most 20
     */
    public List<Suggestion> of(int pceId, Instant day) {
        long first = Math.floorDiv(day.getEpochSecond(), 86_400L) * DAY;
        return store.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                select s.ip, max(s.name) as name, count(distinct d.ip) as destinations,
                                                       count(distinct f.port) as ports
                                                  from flow f
                                                  join pull p on p.pull_id = f.pull_id and p.outcome in ('OK', 'PARTIAL')
                                                  join endpoint s on s.endpoint_id = f.src
                                                  join endpoint d on d.endpoint_id = f.dst
                                                 where f.flow_id >= :first
                                                   and f.flow_id < :next
                                                   and f.pce_id = :pceId
                                                 group by s.ip
                                                having count(distinct d.ip) >= :many
                                                 order by destinations desc, s.ip
                                                 limit :most
                                                """)
                                        .bind("first", first)
                                        .bind("next", first + DAY)
                                        .bind("pceId", pceId)
                                        .bind("many", MANY_DESTINATIONS)
                                        .bind("most", MOST)
                                        .map(
                                                (row, context) ->
                                                        of(
                                                                row.getString(1),
                                                                row.getString(2),
                                                                row.getInt(3),
                                                                row.getInt(4)))
                                        .list());
    }

    /** What a source with so many destinations and ports looks like. */
    static Suggestion of(String ip, String name, int destinations, int ports) {
        Suggestion.Kind kind =
                ports >= MANY_PORTS ? Suggestion.Kind.SCANNER : Suggestion.Kind.MONITORING;
        return new Suggestion(kind, ip, name, destinations, ports);
    }
}
