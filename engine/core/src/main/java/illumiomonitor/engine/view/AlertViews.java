package illumiomonitor.engine.view;

import illumiomonitor.db.Store;
import illumiomonitor.engine.rule.Attack;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Alerts as pages and the command line show them. No question costs more with a million alerts than
 * with a thousand: lists walk an index from a key, counts stop at a bound. Thread-safe.
 */
public final class AlertViews {

    /** Rows of evidence, of deliveries and of actions that a page shows of one alert at most. */
    public static final int DETAIL_LIMIT = 200;

    /** Open alerts are counted exactly up to this number. */
    public static final int COUNT_LIMIT = 10_000;

    private final Jdbi jdbi;

    public AlertViews(Store store) {
        this.jdbi = store.jdbi();
    }

    /**
     * One page, newest first.
     *
     * @param after the page begins behind it, null for the newest
     * @param size alerts on the page
     * @param patience how long a narrow filter may search before it says how far it came
     */
    public AlertPage page(
            AlertFilter filter, @Nullable AlertCursor after, int size, Duration patience) {
        AlertCursor from = after == null ? AlertCursor.START : after;
        return jdbi.withHandle(
                handle -> new AlertSearch(handle, filter, size, patience).from(from));
    }

    /**
     * One alert with the newest {@link #DETAIL_LIMIT} rows of each kind; one that became part of
     * another is answered with that.
     */
    public Optional<AlertDetail> detail(long id) {
        return jdbi.withHandle(handle -> detail(handle, id, DETAIL_LIMIT));
    }

    /** The same with every row. */
    public Optional<AlertDetail> whole(long id) {
        return jdbi.withHandle(handle -> detail(handle, id, Integer.MAX_VALUE));
    }

    private static Optional<AlertDetail> detail(Handle handle, long id, int limit) {
        AlertDao dao = handle.attach(AlertDao.class);
        return dao.line(id)
                .or(() -> dao.mergedInto(Long.toString(id)).flatMap(dao::line))
                .map(line -> detail(dao, line, limit));
    }

    private static AlertDetail detail(AlertDao dao, AlertLine line, int limit) {
        long id = line.id();
        AlertDao.Rest rest = dao.rest(id);
        RuleText text = text(dao, line);
        return rest.with(
                line,
                refractory(dao, line, Duration.ofSeconds(rest.refractoryS())),
                Attack.shownOf(text.arguments("attack")),
                text.notes(),
                dao.evidence(id, limit),
                dao.deliveries(id, limit),
                dao.actions(id, limit));
    }

    /** The text that judged. */
    private static RuleText text(AlertDao dao, AlertLine line) {
        return dao.ruleText(line.rule(), line.ruleVersion())
                .flatMap(file -> RuleText.of(file, line.rule()))
                .orElse(RuleText.NONE);
    }

    private static AlertDetail.@Nullable Refractory refractory(
            AlertDao dao, AlertLine line, Duration refractory) {
        return refractory.isZero()
                ? null
                : dao.told(line.id(), line.lastSeenAt().minus(refractory))
                        .map(told -> told.during(refractory))
                        .orElse(null);
    }

    /**
     * Open alerts by severity, worst first, severities without any left out. Counts the newest
     * {@link #COUNT_LIMIT} at most.
     */
    public Map<String, Integer> openBySeverity() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (AlertDao.Count count :
                jdbi.withExtension(AlertDao.class, dao -> dao.openBySeverity(COUNT_LIMIT))) {
            counts.put(count.severity(), count.number());
        }
        return counts;
    }

    /** Names for the choices of a filter. */
    public List<String> rules() {
        return jdbi.withExtension(AlertDao.class, AlertDao::rules);
    }

    public List<String> pces() {
        return jdbi.withExtension(AlertDao.class, AlertDao::pces);
    }
}
