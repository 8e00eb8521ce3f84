package illumiomonitor.web.app;

import illumiomonitor.engine.Engine;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.replay.ReplayPlan;
import illumiomonitor.engine.replay.Replayed;
import illumiomonitor.web.service.RuleService;
import illumiomonitor.web.service.ServiceException;
import illumiomonitor.web.service.ServiceException.Problem;
import java.util.function.Supplier;

/** What authors of rules ask, asked of the engine. */
final class AuthorVerbs implements RuleService {

    private final Engine engine;

    AuthorVerbs(Engine engine) {
        this.engine = engine;
    }

    @Override
    public Replayed replay(ReplayPlan plan, Journal journal) throws InterruptedException {
        try {
            return engine.replays().replay(plan, journal);
        } catch (IllegalArgumentException e) {
            throw bad(e);
        } catch (IllegalStateException e) {
            throw new ServiceException(Problem.IN_USE, String.valueOf(e.getMessage()), e);
        }
    }

    private static <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (IllegalArgumentException e) {
            throw bad(e);
        }
    }

    private static ServiceException bad(IllegalArgumentException e) {
        return new ServiceException(Problem.BAD_INPUT, String.valueOf(e.getMessage()), e);
    }
}
