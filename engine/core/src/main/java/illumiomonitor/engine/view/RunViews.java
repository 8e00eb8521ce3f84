package illumiomonitor.engine.view;

import static java.util.stream.Collectors.groupingBy;

import illumiomonitor.db.Store;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Runs as pages show them. Thread-safe. */
public final class RunViews {

    private final Jdbi jdbi;

    public RunViews(Store store) {
        this.jdbi = store.jdbi();
    }

    /**
     * Runs before a number, newest first, with their steps.
     *
     * @param before {@link Long#MAX_VALUE} for the newest
     * @param pce exact name, empty for all
     * @param result exact, empty for all
     */
    public List<RunLine> before(long before, String pce, String result, int limit) {
        return jdbi.withExtension(
                RunDao.class,
                dao -> {
                    List<RunDao.Row> rows = dao.before(before, pce, result, limit);
                    List<Long> numbers = rows.stream().map(RunDao.Row::run).toList();
                    Map<Long, List<RunLine.Step>> steps =
                            numbers.isEmpty()
                                    ? Map.of()
                                    : dao.steps(numbers).stream()
                                            .collect(groupingBy(RunLine.Step::run));
                    return rows.stream()
                            .map(row -> row.with(steps.getOrDefault(row.run(), List.of())))
                            .toList();
                });
    }

    public Optional<RunLine> run(long run) {
        return jdbi.withExtension(
                RunDao.class, dao -> dao.run(run).map(row -> row.with(dao.steps(List.of(run)))));
    }

    /** The newest lines of a run's log, in the order they were written. */
    public List<RunLine.LogLine> log(long run, int limit) {
        return jdbi.withExtension(RunDao.class, dao -> dao.log(run, limit));
    }
}
