package illumiomonitor.web.bench;

import illumiomonitor.web.service.Application.Benchmark;
import java.util.List;

/** All that can be measured. */
public final class Benchmarks {

    private Benchmarks() {}

    public static List<Benchmark> all() {
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
                new QuietBench(),
                new AccuracyBench());
    }
}
