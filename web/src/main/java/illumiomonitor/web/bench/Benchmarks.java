package illumiomonitor.web.bench;

import illumiomonitor.engine.config.Config;
import illumiomonitor.web.service.Application.Benchmark;
import illumiomonitor.web.service.Serving;
import java.util.List;
import java.util.function.Function;

/** All that can be measured. */
public final class Benchmarks {

    private Benchmarks() {}

    /**
     * @param serve starts the program with its pages
     */
    public static List<Benchmark> all(Function<Config, Serving> serve) {
        return List.of(
                new PullBench(),
                new JudgeBench(),
                new CycleBench(),
                new HistoryBench(),
                new RetentionBench(),
                new RulesBench(),
                new ReplayBench(),
                new RollupBench(),
                new BaselineBench(),
                new PagesBench(serve),
                new QuietBench(),
                new AccuracyBench());
    }
}
