package illumiomonitor.engine.rollup;

import illumiomonitor.db.Store;
import illumiomonitor.engine.rule.FlowWindows;
import illumiomonitor.spi.Decision;
import illumiomonitor.spi.Flow;
import illumiomonitor.spi.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Sums of edges over stretches that end at a tick. Not thread-safe. */
final class Amounts {

    /** Longer stretches are made of whole days and what came after the last of them. */
    private static final Duration OF_FLOWS = Duration.ofHours(24);

    private static final int DAYS = 30;
    private static final int CHUNK = 1_000;

    private final Store store;
    private final FlowWindows windows;
    private final Edges edges;
    private final Answers answers;
    private final int pceId;
    private final String pce;
    private final Tick tick;

    Amounts(
            Store store,
            FlowWindows windows,
            Edges edges,
            Answers answers,
            int pceId,
            String pce,
            Tick tick) {
        this.store = store;
        this.windows = windows;
        this.edges = edges;
        this.answers = answers;
        this.pceId = pceId;
        this.pce = pce;
        this.tick = tick;
    }

    /** An edge without its ends' versions; port and proto are -1 where all services are meant. */
    private record Key(String src, String dst, int port, int proto) {}

    private record Amount(long connections, long bytesIn) {

        Amount plus(Amount more) {
            return new Amount(connections + more.connections, bytesIn + more.bytesIn);
        }

        Amount minus(Amount less) {
            return new Amount(connections - less.connections, bytesIn - less.bytesIn);
        }
    }

    /** Cost: the stretch's flows are read once for all edges; beyond a day, its days by index. */
    long connections(String srcIp, String dstIp, int port, int proto, Duration back) {
        return amount(new Key(srcIp, dstIp, port, proto), back).connections();
    }

    /** Cost: as {@link #connections}. */
    long bytesIn(String srcIp, String dstIp, Duration back) {
        return amount(new Key(srcIp, dstIp, -1, -1), back).bytesIn();
    }

    private Amount amount(Key key, Duration back) {
        Instant from = tick.at().minus(back);
        if (back.compareTo(OF_FLOWS) <= 0) {
            return flows(from).getOrDefault(key, new Amount(0, 0));
        }
        int summed = summed();
        Amount now = flows(Hours.dayStart(summed)).getOrDefault(key, new Amount(0, 0));
        return now.plus(
                days(key, Hours.day(from), summed).values().stream()
                        .reduce(new Amount(0, 0), Amount::plus));
    }

    /**
     * The first day whose sums may not be made yet: a day is summed up once its last flows had time
     * to arrive, within the first hour of the next.
     */
    private int summed() {
        int today = Hours.day(tick.at());
        boolean early = tick.at().isBefore(Hours.dayStart(today).plus(Duration.ofHours(1)));
        return early ? today - 1 : today;
    }

    private Map<Key, Amount> flows(Instant from) {
        return answers.kept(
                () -> {
                    Map<Key, Amount> sums = new HashMap<>();
                    for (Flow flow : read(from)) {
                        Amount more = new Amount(flow.connections(), flow.bytesIn());
                        sums.merge(
                                new Key(flow.srcIp(), flow.dstIp(), flow.port(), flow.proto()),
                                more,
                                Amount::plus);
                        sums.merge(new Key(flow.srcIp(), flow.dstIp(), -1, -1), more, Amount::plus);
                    }
                    return sums;
                },
                "flows",
                from);
    }

    /** Cost: the flows of a day are read once for all edges. */
    Instant allowedSince(String srcIp, String dstIp, int port, int proto) {
        Instant from = tick.at().minus(OF_FLOWS);
        Map<Key, Instant> since =
                answers.kept(
                        () -> {
                            Map<Key, Instant> began = new HashMap<>();
                            for (Flow flow : read(from)) {
                                if (flow.decision() == Decision.ALLOWED) {
                                    began.merge(
                                            new Key(
                                                    flow.srcIp(),
                                                    flow.dstIp(),
                                                    flow.port(),
                                                    flow.proto()),
                                            flow.began(),
                                            (a, b) -> a.isBefore(b) ? a : b);
                                }
                            }
                            return began;
                        },
                        "allowed",
                        from);
        return since.getOrDefault(new Key(srcIp, dstIp, port, proto), Instant.MAX);
    }

    private Iterable<Flow> read(Instant from) {
        try {
            return windows.between(pceId, pce, from, tick.at());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while a rule asked for the past", e);
        }
    }

    /** Sums by day, of days that are over. */
    private Map<Integer, Amount> days(Key key, int from, int to) {
        return answers.kept(
                () -> {
                    Map<Integer, Amount> sums = new HashMap<>();
                    List<Long> ids = edgeIds(key);
                    if (!ids.isEmpty()) {
                        store.jdbi().useHandle(handle -> days(handle, ids, from, to, sums));
                    }
                    return sums;
                },
                "days",
                key,
                from,
                to);
    }

    private List<Long> edgeIds(Key key) {
        return edges.ask(
                pceId,
                book -> {
                    List<Long> ids = new ArrayList<>();
                    if (key.port() >= 0) {
                        int at = book.find(key.src(), key.dst(), key.port(), key.proto());
                        if (at != EdgeBook.NONE) {
                            ids.add(book.id(at));
                        }
                        return ids;
                    }
                    for (int at = 0; at < book.size(); at++) {
                        if (book.srcIp(at).equals(key.src()) && book.dstIp(at).equals(key.dst())) {
                            ids.add(book.id(at));
                        }
                    }
                    return ids;
                });
    }

    private static void days(
            Handle handle, List<Long> ids, int from, int to, Map<Integer, Amount> sums) {
        handle.createQuery(
                        """
                        select edge_day_id, connections, bytes_in
                          from edge_day
                         where edge_id in (<ids>)
                           and edge_day_id >= :from
                           and edge_day_id < :to
                        """)
                .bindList("ids", ids)
                .bind("from", from * Hours.ROWS)
                .bind("to", to * Hours.ROWS)
                .map(
                        (row, ctx) ->
                                Map.entry(
                                        (int) (row.getLong(1) / Hours.ROWS),
                                        new Amount(row.getLong(2), row.getLong(3))))
                .forEach(row -> sums.merge(row.getKey(), row.getValue(), Amount::plus));
    }

    /**
     * Cost: a walk over all edges and, by index, the days of those of the role on the port; once a
     * role and port.
     */
    long usualBytes(String role, int port, int proto) {
        return answers.kept(
                () -> {
                    List<Long> sizes = sizes(edgeIds(role, port, proto));
                    return sizes.isEmpty() ? 0L : sizes.get((sizes.size() - 1) / 2);
                },
                "sizes",
                role,
                port,
                proto,
                Hours.day(tick.from()));
    }

    private List<Long> edgeIds(String role, int port, int proto) {
        return edges.ask(
                pceId,
                book -> {
                    List<Long> ids = new ArrayList<>();
                    for (int at = 0; at < book.size(); at++) {
                        if (book.port(at) == port
                                && book.proto(at) == proto
                                && Peers.role(book, at, role)) {
                            ids.add(book.id(at));
                        }
                    }
                    return ids;
                });
    }

    /** Mean bytes of a connection of each edge that measured any, ascending. */
    private List<Long> sizes(List<Long> ids) {
        List<Long> sizes = new ArrayList<>();
        long today = Hours.day(tick.from());
        for (int at = 0; at < ids.size(); at += CHUNK) {
            List<Long> chunk = ids.subList(at, Math.min(ids.size(), at + CHUNK));
            store.jdbi()
                    .useHandle(
                            handle ->
                                    handle.createQuery(
                                                    """
                                                    select sum(bytes_in + bytes_out), sum(connections)
                                                      from edge_day
                                                     where edge_id in (<ids>)
                                                       and edge_day_id >= :from
                                                       and edge_day_id < :to
                                                     group by edge_id
                                                    having sum(connections) > 0
                                                       and sum(bytes_in + bytes_out) > 0
                                                    """)
                                            .bindList("ids", chunk)
                                            .bind("from", (today - DAYS) * Hours.ROWS)
                                            .bind("to", today * Hours.ROWS)
                                            .map((row, ctx) -> row.getLong(1) / row.getLong(2))
                                            .forEach(sizes::add));
        }
        Collections.sort(sizes);
        return sizes;
    }

    /** Cost: a few rows by index. */
    List<Long> dailyBytesIn(String srcIp, String dstIp, int days) {
        int today = Hours.day(tick.at());
        Key key = new Key(srcIp, dstIp, -1, -1);
        Map<Integer, Amount> sums = new HashMap<>(days(key, today - days, today));
        if (summed() < today) {
            Instant midnight = Hours.dayStart(today);
            Amount since = flows(Hours.dayStart(summed())).getOrDefault(key, new Amount(0, 0));
            Amount after = flows(midnight).getOrDefault(key, new Amount(0, 0));
            sums.put(today - 1, since.minus(after));
        }
        List<Long> list = new ArrayList<>();
        for (int back = 1; back <= days; back++) {
            Amount amount = sums.get(today - back);
            list.add(amount == null ? 0L : amount.bytesIn());
        }
        return List.copyOf(list);
    }
}
