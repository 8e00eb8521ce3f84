package illumiomonitor.engine.rollup;

import illumiomonitor.db.Store;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Which share of an application's days policy stopped. Not thread-safe. */
final class Shares {

    private static final int MOST_DAYS = 30;
    private static final int FEWEST_DAYS = 3;
    private static final int PAGE = 10_000;

    private final Store store;
    private final Edges edges;
    private final Answers answers;
    private final int pceId;
    private final int day;

    /**
     * @param day since 1970, the first that does not belong to the past any more
     */
    Shares(Store store, Edges edges, Answers answers, int pceId, int day) {
        this.store = store;
        this.edges = edges;
        this.answers = answers;
        this.pceId = pceId;
        this.day = day;
    }

    /** Connections of a day. */
    private static final class Sum {
        private double stopped;
        private double all;
    }

    /** Cost: a walk over all edges and a reading of the days' sums, once for all applications. */
    double stopped(String application, int days, double percentile) {
        int back = Math.min(days, MOST_DAYS);
        List<Double> shares =
                answers.kept(() -> shares(back), "shares", back)
                        .getOrDefault(application, List.of());
        if (shares.size() < FEWEST_DAYS) {
            return -1;
        }
        return NearestRank.of(shares, percentile);
    }

    /** Of days with traffic, ascending, by application. */
    private Map<String, List<Double>> shares(int back) {
        Decided decided = edges.ask(pceId, book -> Decided.of(book, day, back));
        Map<String, Map<Integer, Sum>> sums = new HashMap<>();
        store.jdbi().useHandle(handle -> read(handle, back, decided, sums));
        Map<String, List<Double>> shares = new HashMap<>();
        sums.forEach((application, byDay) -> shares.put(application, ascending(byDay)));
        return shares;
    }

    private static List<Double> ascending(Map<Integer, Sum> byDay) {
        return byDay.values().stream()
                .filter(sum -> sum.all > 0)
                .map(sum -> sum.stopped / sum.all)
                .sorted()
                .toList();
    }

    /** In pages, in the order of the key: H2 keeps the rows of one question on disk when many. */
    private void read(
            Handle handle, int back, Decided decided, Map<String, Map<Integer, Sum>> sums) {
        long from = (day - back) * Hours.ROWS;
        List<Long> page;
        do {
            page = read(handle, from, decided, sums);
            from = page.isEmpty() ? from : page.get(page.size() - 1) + 1;
        } while (page.size() == PAGE);
    }

    /** Keys of the rows. */
    private List<Long> read(
            Handle handle, long from, Decided decided, Map<String, Map<Integer, Sum>> sums) {
        return handle.createQuery(
                        """
                        select edge_day_id, edge_id, connections
                          from edge_day
                         where edge_day_id >= :from
                           and edge_day_id < :to
                           and pce_id = :pce
                         order by edge_day_id
                         fetch first :page rows only
                        """)
                .bind("from", from)
                .bind("to", day * Hours.ROWS)
                .bind("pce", pceId)
                .bind("page", PAGE)
                .map(
                        (row, ctx) -> {
                            int on = (int) (row.getLong(1) / Hours.ROWS);
                            add(decided, decided.find(row.getLong(2)), on, row.getLong(3), sums);
                            return row.getLong(1);
                        })
                .list();
    }

    private static void add(
            Decided decided,
            int at,
            int on,
            long connections,
            Map<String, Map<Integer, Sum>> sums) {
        double share = at < 0 ? Decided.NONE : decided.stoppedShare(at, on);
        if (share != Decided.NONE) {
            Sum sum =
                    sums.computeIfAbsent(decided.application(at), each -> new HashMap<>())
                            .computeIfAbsent(on, each -> new Sum());
            sum.all += connections;
            sum.stopped += share * connections;
        }
    }
}
