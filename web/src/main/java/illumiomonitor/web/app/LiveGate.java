package illumiomonitor.web.app;

import illumiomonitor.engine.Engine;
import illumiomonitor.engine.rule.RuleInfo;
import illumiomonitor.engine.rule.Rulebook;
import illumiomonitor.rules.CaseGate;
import illumiomonitor.rules.CaseResult;
import illumiomonitor.web.service.ServiceException;
import illumiomonitor.web.service.ServiceException.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/** Keeps a text from judging live that does not do what the cases beside it say. */
final class LiveGate {

    private final Engine engine;

    LiveGate(Engine engine) {
        this.engine = engine;
    }

    /**
     * Why a text may not be saved; empty when it may. A text that does not compile may: it is kept
     * and judges nothing.
     */
    Optional<String> refusal(String file, String text) {
        if (!Rulebook.check(file, text, engine.config().keep()).isEmpty()) {
            return Optional.empty();
        }
        for (RuleInfo rule : engine.rulebook().rules()) {
            if (rule.file().equals(file) && rule.mode().equals("LIVE")) {
                Optional<CaseResult> failing = failing(rule, text);
                if (failing.isPresent()) {
                    return failing.map(one -> sentence(rule, one));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<CaseResult> failing(RuleInfo rule, String text) {
        Path file = engine.config().rules().dir().resolve(rule.file());
        try {
            return CaseGate.failing(file, text, rule.name());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceException(Problem.AWAY, "stopped while the cases were tried", e);
        }
    }

    private static String sentence(RuleInfo rule, CaseResult failing) {
        return "rule "
                + rule.name()
                + " is live, and with this text its case \""
                + failing.name()
                + "\" fails: "
                + failing.problem()
                + "; put the text or the case right, or switch the rule to shadow first";
    }
}
