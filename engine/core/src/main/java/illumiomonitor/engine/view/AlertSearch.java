package illumiomonitor.engine.view;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Walks the alerts from a key, newest first, in strides along one index, until the page is full or
 * patience ends. So an address that matches three alerts of a million answers as quickly as any,
 * and says how far it looked.
 */
final class AlertSearch {

    /** Alerts of the first stride of a narrow search. */
    private static final int SHORTEST = 500;

    private static final int LONGEST = 8_000;

    /** A stride that took less is followed by a longer one, nanoseconds. */
    private static final long QUICK = 8_000_000;

    private final Handle handle;
    private final AlertFilter filter;
    private final int size;
    private final long deadline;

    AlertSearch(Handle handle, AlertFilter filter, int size, Duration patience) {
        this.handle = handle;
        this.filter = filter;
        this.size = size;
        this.deadline = System.nanoTime() + patience.toNanos();
        handle.registerRowMapper(ConstructorMapper.factory(AlertLine.class));
        handle.registerRowMapper(ConstructorMapper.factory(AlertCursor.class));
    }

    /**
     * The column whose index is walked, and its value. There is always one: without it H2 reads the
     * whole table and sorts it, four seconds for a million alerts.
     */
    private record Path(String column, String value) {}

    /** Where a walk came to: null when it saw the end. */
    private record Walk(List<AlertLine> found, @Nullable AlertCursor stoppedAt) {}

    AlertPage from(AlertCursor start) {
        List<AlertLine> found = new ArrayList<>();
        AlertCursor horizon = null; // the newest place at which a walk gave up
        for (Path path : paths()) {
            Walk walk = walk(path, start);
            found.addAll(walk.found());
            AlertCursor stop = walk.stoppedAt();
            if (stop != null && (horizon == null || stop.before(horizon))) {
                horizon = stop;
            }
        }
        return cut(found, horizon);
    }

    /**
     * Active alerts are few, so their states lead; among the closed a rule or severity narrows
     * more.
     */
    private List<Path> paths() {
        boolean closedToo = filter.states().names().contains("CLOSED");
        if (closedToo && !filter.rule().isEmpty()) {
            return List.of(new Path("rule", filter.rule()));
        }
        if (closedToo && !filter.severity().isEmpty()) {
            return List.of(new Path("severity", filter.severity()));
        }
        return filter.states().names().stream().map(state -> new Path("state", state)).toList();
    }

    private Walk walk(Path path, AlertCursor start) {
        List<AlertLine> found = new ArrayList<>();
        AlertCursor at = start;
        int stride = filter.isNarrow() ? SHORTEST : size + 1;
        while (true) {
            long began = System.nanoTime();
            Optional<AlertCursor> end = strideEnd(path, at, stride);
            found.addAll(matches(path, at, end.orElse(null), size + 1 - found.size()));
            if (found.size() > size || end.isEmpty()) {
                return new Walk(found, null);
            }
            at = end.get();
            long now = System.nanoTime();
            if (now > deadline) {
                return new Walk(found, at);
            }
            if (now - began < QUICK) {
                stride = Math.min(LONGEST, stride * 2);
            }
        }
    }

    private Optional<AlertCursor> strideEnd(Path path, AlertCursor from, int stride) {
        Query query =
                handle.createQuery(
                        """
                        select last_tick as last_seen_at, alert_id as id
                          from alert
                         where %s last_tick <= :tick and (last_tick < :tick or alert_id < :id)
                         order by %s last_tick desc, alert_id desc
                         limit 1 offset :skip
                        """
                                .formatted(leadsWhere(path, ""), leadsOrder(path, "")));
        return bindPath(query, path)
                .bind("tick", Rows.utc(from.lastSeenAt()))
                .bind("id", from.id())
                .bind("skip", stride - 1)
                .mapTo(AlertCursor.class)
                .findOne();
    }

    private List<AlertLine> matches(
            Path path, AlertCursor from, @Nullable AlertCursor to, int limit) {
        Query query =
                handle.createQuery(
                        AlertLine.SELECT
                                + """
                         where %s a.last_tick <= :tick and (a.last_tick < :tick or a.alert_id < :id)
                           and a.last_tick >= :endTick and (a.last_tick > :endTick or a.alert_id >= :endId)
                           %s
                         order by %s a.last_tick desc, a.alert_id desc
                         limit :limit
                        """
                                        .formatted(
                                                leadsWhere(path, "a."),
                                                conditions(path),
                                                leadsOrder(path, "a.")));
        bindPath(query, path)
                .bind("tick", Rows.utc(from.lastSeenAt()))
                .bind("id", from.id())
                .bind("endTick", Rows.utc(to == null ? Instant.EPOCH : to.lastSeenAt()))
                .bind("endId", to == null ? 0 : to.id())
                .bind("limit", limit);
        return bindConditions(path, query).mapTo(AlertLine.class).list();
    }

    private static String leadsWhere(Path path, String alias) {
        return alias + path.column() + " = :lead and ";
    }

    /** The leading column is constant; named in the order it lets H2 follow the index. */
    private static String leadsOrder(Path path, String alias) {
        return alias + path.column() + ", ";
    }

    private static Query bindPath(Query query, Path path) {
        return query.bind("lead", path.value());
    }

    /** A path along one state asks no more: a second condition on it makes H2 leave the order. */
    private boolean asksForStates(Path path) {
        return filter.states() != AlertFilter.States.ALL && !path.column().equals("state");
    }

    private String conditions(Path path) {
        StringBuilder where = new StringBuilder();
        if (asksForStates(path)) {
            where.append(" and a.state in (<states>)");
        }
        if (!filter.severity().isEmpty()) {
            where.append(" and a.severity = :severity");
        }
        if (!filter.rule().isEmpty()) {
            where.append(" and a.rule = :rule");
        }
        if (!filter.pce().isEmpty()) {
            where.append(" and c.name = :pce");
        }
        if (!filter.text().isEmpty()) {
            where.append(
                    " and (lower(a.subject) like :text escape '!' or lower(a.summary) like :text escape '!'"
                            + " or lower(a.title) like :text escape '!')");
        }
        return where.toString();
    }

    private Query bindConditions(Path path, Query query) {
        if (asksForStates(path)) {
            query.bindList("states", filter.states().names());
        }
        return query.bind("severity", filter.severity())
                .bind("rule", filter.rule())
                .bind("pce", filter.pce())
                .bind("text", filter.pattern());
    }

    /** One list out of the walks', without what lies behind a place where a walk gave up. */
    private AlertPage cut(List<AlertLine> found, @Nullable AlertCursor horizon) {
        List<AlertLine> sorted =
                found.stream()
                        .sorted(
                                Comparator.comparing(AlertLine::lastSeenAt)
                                        .thenComparing(AlertLine::id)
                                        .reversed())
                        .filter(line -> horizon == null || !horizon.before(place(line)))
                        .toList();
        if (sorted.size() > size) {
            List<AlertLine> page = sorted.subList(0, size);
            return new AlertPage(page, place(page.get(size - 1)), null);
        }
        return new AlertPage(sorted, horizon, horizon == null ? null : horizon.lastSeenAt());
    }

    private static AlertCursor place(AlertLine line) {
        return new AlertCursor(line.lastSeenAt(), line.id());
    }
}
