package illumiomonitor.engine.rollup;

import illumiomonitor.db.Store;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Collections;
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
    private final DayShares dayShares;
    private final Answers answers;
    private final int pceId;
    private final int day;

    /**
     * @param day since 1970, the first that does not belong to the past any more
     */
    Shares(Store store, Edges edges, DayShares dayShares, Answers answers, int pceId, int day) {
        this.store = store;
        this.edges = edges;
        this.dayShares = dayShares;
        this.answers = answers;
        this.pceId = pceId;
        this.day = day;
    }

    /** Connections of a day. */
    private static final class Sum {
        private double stopped;
        private double all;
    }

    /** Cost: a reading of the days' sums, once for all applications and ticks of a day. */
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
        Map<String, List<Double>> shares = new HashMap<>();
        for (Map<String, Double> ofDay : dayShares.of(pceId, day - back, day, this::read)) {
            ofDay.forEach(
                    (application, share) ->
                            shares.computeIfAbsent(application, each -> new ArrayList<>())
                                    .add(share));
        }
        shares.values().forEach(Collections::sort);
        return shares;
    }

    private Map<Integer, Map<String, Double>> read(List<Integer> days) {
        int first = days.get(0);
        Decided decided = edges.ask(pceId, book -> Decided.of(book, day, day - first));
        Map<Integer, Map<String, Double>> shares = new HashMap<>();
        store.jdbi()
                .useHandle(
                        handle -> {
                            for (int on : days) {
                                shares.put(on, shares(read(handle, on, decided)));
                            }
                        });
        return shares;
    }

    private static Map<String, Double> shares(Map<String, Sum> sums) {
        Map<String, Double> shares = new HashMap<>();
        sums.forEach(
                (application, sum) -> {
                    if (sum.all > 0) {
                        shares.put(application, sum.stopped / sum.all);
                    }
                });
        return shares;
    }

    /** In pages, in the order of the key: H2 keeps the rows of one question on disk when many. */
    private Map<String, Sum> read(Handle handle, int on, Decided decided) {
        Map<String, Sum> sums = new HashMap<>();
        long next = on * Hours.ROWS;
        for (int rows = PAGE; rows == PAGE; ) {
            Page page = new Page();
            handle.createQuery(
                            """
                            select edge_day_id, edge_id, connections
                              from edge_day
                             where edge_day_id >= :from
                               and edge_day_id < :to
                               and pce_id = :pce
                             order by edge_day_id
                             fetch first :page rows only
                            """)
                    .bind("from", next)
                    .bind("to", (on + 1) * Hours.ROWS)
                    .bind("pce", pceId)
                    .bind("page", PAGE)
                    .scanResultSet(
                            (result, ctx) -> {
                                ResultSet row = result.get();
                                while (row.next()) {
                                    page.rows++;
                                    page.last = row.getLong(1);
                                    int at = decided.find(row.getLong(2));
                                    add(decided, at, on, row.getLong(3), sums);
                                }
                                return page;
                            });
            rows = page.rows;
            next = page.last + 1;
        }
        return sums;
    }

    private static final class Page {
        private int rows;
        private long last;
    }

    private static void add(
            Decided decided, int at, int on, long connections, Map<String, Sum> sums) {
        double share = at < 0 ? Decided.NONE : decided.stoppedShare(at, on);
        if (share != Decided.NONE) {
            Sum sum = sums.computeIfAbsent(decided.application(at), each -> new Sum());
            sum.all += connections;
            sum.stopped += share * connections;
        }
    }
}
