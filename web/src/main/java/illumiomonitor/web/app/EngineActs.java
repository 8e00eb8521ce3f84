package illumiomonitor.web.app;

import illumiomonitor.engine.Engine;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.run.Cycle;
import illumiomonitor.engine.run.RunOptions;
import illumiomonitor.web.page.Acts;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What people do on pages, done by the engine. */
final class EngineActs implements Acts {

    private static final Logger LOG = LoggerFactory.getLogger(EngineActs.class);

    private final Engine engine;
    private final AtomicBoolean running = new AtomicBoolean();

    EngineActs(Engine engine) {
        this.engine = engine;
    }

    @Override
    public boolean acknowledge(long alertId, String who, String note) {
        return engine.alerts().acknowledge(alertId, who, note);
    }

    @Override
    public boolean close(long alertId, String who, String note) {
        return engine.alerts().close(alertId, who, note);
    }

    @Override
    public Optional<String> standing(String file) {
        return engine.rulebook().standing(file);
    }

    @Override
    public RuleSave saveRule(String file, String text, String who, String reason) {
        List<RuleError> errors =
                engine.rulebook().save(file, text, who, reason).stream()
                        .map(error -> new RuleError(error.line(), error.column(), error.message()))
                        .toList();
        return new RuleSave(errors.isEmpty(), errors);
    }

    @Override
    public boolean runNow(String who) {
        if (!running.compareAndSet(false, true)) {
            return false;
        }
        Thread thread = new Thread(() -> runAll(who), "run-now");
        thread.setDaemon(true);
        thread.start();
        return true;
    }

    private void runAll(String who) {
        try {
            for (Cycle cycle : engine.cycles()) {
                LOG.info("{} starts a run of {}", who, cycle.pce().name());
                engine.runNow(cycle, RunOptions.API, Journal.none());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            running.set(false);
        }
    }
}
