package illumiomonitor.web.app;

import illumiomonitor.db.Store;
import illumiomonitor.engine.Engine;
import illumiomonitor.engine.config.Config;
import illumiomonitor.web.bench.Benchmarks;
import illumiomonitor.web.service.Application;
import illumiomonitor.web.service.Service;
import illumiomonitor.web.service.Serving;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** The program as it ships. */
public final class EngineApplication implements Application {

    private final Clock clock = Clock.systemUTC();

    @Override
    public Service open(Config config) {
        return EngineService.owning(Engine.open(config, clock));
    }

    @Override
    public Serving serve(Config config, boolean pages) {
        return EngineServing.start(Engine.open(config, clock), pages);
    }

    @Override
    public Demo demo(Path folder, int port) {
        return new LabDemo(folder, port, clock).start();
    }

    @Override
    public void restore(Config config, Path file, boolean overwrite) {
        Store.restore(file, config.storeUrl(), overwrite);
    }

    @Override
    public List<Benchmark> benchmarks() {
        return Benchmarks.all(config -> serve(config, true));
    }
}
