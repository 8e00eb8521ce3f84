package illumiomonitor.engine.alert;

import illumiomonitor.db.Store;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The alerts as people read them. */
final class AlertList {

    private static final String COLUMNS =
            """
            select a.alert_id as id, c.name as pce, a.rule, a.rule_version, a.title, a.severity, a.subject, a.episode,
                   a.summary, a.state, a.first_tick as opened_at, a.last_tick as last_seen_at,
                   a.closed_tick as closed_at, a.occurrences, a.notifications, a.held, a.closed_by
              from alert a
              join pce c on c.pce_id = a.pce_id
            """;

    private static final Comparator<AlertRow> NEWEST_FIRST =
            Comparator.comparing(AlertRow::lastSeenAt).thenComparing(AlertRow::id).reversed();

    private final Store store;

    AlertList(Store store) {
        this.store = store;
    }

    AlertPage page(AlertFilter filter, int limit, AlertPage.@Nullable Cursor after) {
        List<AlertRow> rows =
                store.jdbi()
                        .withHandle(
                                handle ->
                                        filter.anyState()
                                                ? rows(handle, filter, null, limit + 1, after)
                                                : byState(handle, filter, limit + 1, after));
        if (rows.size() <= limit) {
            return new AlertPage(rows, null);
        }
        AlertRow last = rows.get(limit - 1);
        return new AlertPage(
                rows.subList(0, limit), new AlertPage.Cursor(last.lastSeenAt(), last.id()));
    }

    /**
     * Each state is read in the order of its own index and stops early; one query for several would
     * sort them all.
     */
    private List<AlertRow> byState(
            Handle handle, AlertFilter filter, int limit, AlertPage.@Nullable Cursor after) {
        List<AlertRow> rows = new ArrayList<>();
        filter.states().forEach(state -> rows.addAll(rows(handle, filter, state, limit, after)));
        return rows.stream().sorted(NEWEST_FIRST).limit(limit).toList();
    }

    private List<AlertRow> rows(
            Handle handle,
            AlertFilter filter,
            @Nullable AlertState state,
            int limit,
            AlertPage.@Nullable Cursor after) {
        String order = leading(filter, state) + "a.last_tick desc, a.alert_id desc";
        List<String> where = conditions(filter, state, after);
        Query query =
                handle.createQuery(
                        COLUMNS
                                + (where.isEmpty()
                                        ? ""
                                        : " where " + String.join("\n   and ", where))
                                + "\n order by "
                                + order
                                + "\n limit :limit");
        bind(query, "subject", filter.subject());
        bind(query, "rule", filter.rule());
        bind(query, "severity", filter.severity());
        bind(query, "state", state);
        bind(query, "pce", filter.pce());
        if (after != null) {
            query.bind("lastTick", after.lastSeenAt()).bind("alertId", after.id());
        }
        return query.bind("limit", limit)
                .registerRowMapper(ConstructorMapper.factory(AlertRow.class))
                .mapTo(AlertRow.class)
                .list();
    }

    private static List<String> conditions(
            AlertFilter filter, @Nullable AlertState state, AlertPage.@Nullable Cursor after) {
        List<String> where = new ArrayList<>();
        addIf(where, filter.subject(), "a.subject = :subject");
        addIf(where, filter.rule(), "a.rule = :rule");
        addIf(where, filter.severity(), "a.severity = :severity");
        addIf(where, state, "a.state = :state");
        addIf(where, filter.pce(), "c.name = :pce");
        Boolean held = filter.held();
        if (held != null) {
            where.add(held ? "a.held <> ''" : "a.held = ''");
        }
        if (after != null) {
            where.add("a.last_tick <= :lastTick");
            where.add("(a.last_tick < :lastTick or a.alert_id < :alertId)");
        }
        return where;
    }

    private static void addIf(List<String> where, @Nullable Object wanted, String condition) {
        if (wanted != null) {
            where.add(condition);
        }
    }

    /**
     * The column whose index is to be read: H2 stops early only when the order names it too. Those
     * that nobody has closed are few, so their state comes before the rule.
     */
    private static String leading(AlertFilter filter, @Nullable AlertState state) {
        if (filter.subject() != null) {
            return "a.subject, ";
        }
        if (state != null && state != AlertState.CLOSED) {
            return "a.state, ";
        }
        if (filter.rule() != null) {
            return "a.rule, ";
        }
        if (filter.severity() != null) {
            return "a.severity, ";
        }
        return state == null ? "" : "a.state, ";
    }

    private static void bind(Query query, String name, @Nullable Object value) {
        if (value != null) {
            query.bind(name, value);
        }
    }

    Optional<AlertDetail> detail(long id) {
        return store.jdbi()
                .withHandle(
                        handle -> {
                            DetailDao dao = handle.attach(DetailDao.class);
                            return one(handle, id)
                                    .or(
                                            () ->
                                                    dao.mergedInto(Long.toString(id))
                                                            .flatMap(into -> one(handle, into)))
                                    .map(row -> detail(dao, row));
                        });
    }

    private static AlertDetail detail(DetailDao dao, AlertRow row) {
        return new AlertDetail(
                row,
                dao.times(row.id()),
                dao.evidence(row.id()),
                dao.deliveries(row.id()),
                dao.actions(row.id()));
    }

    private static Optional<AlertRow> one(Handle handle, long id) {
        return handle.createQuery(COLUMNS + " where a.alert_id = :id")
                .bind("id", id)
                .registerRowMapper(ConstructorMapper.factory(AlertRow.class))
                .mapTo(AlertRow.class)
                .findOne();
    }
}
