package illumiomonitor.engine.run;

import illumiomonitor.engine.journal.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The steps of one run, each timed and written down with its outcome. One thread. */
final class Steps {

    /** How a step ended. */
    record Done(Outcome outcome, long rows, String message) {}

    /** A step's work. */
    @FunctionalInterface
    interface Work {
        Done work() throws InterruptedException;
    }

    private final RunBook book;
    private final Map<String, List<String>> reasons = new LinkedHashMap<>();
    private Outcome worst = Outcome.OK;

    Steps(RunBook book) {
        this.book = book;
    }

    void step(String name, Work work) throws InterruptedException {
        int seq = book.begin(name);
        Done done;
        try {
            done = work.work();
        } catch (InterruptedException e) {
            book.end(seq, "STOPPED", 0, "stopped");
            throw e;
        } catch (RuntimeException | Error e) {
            book.end(seq, Outcome.FAILED.name(), 0, e.toString());
            throw e;
        }
        book.end(seq, done.outcome().name(), done.rows(), done.message());
        worst = worst.and(done.outcome());
        if (done.outcome() != Outcome.OK) {
            reasons.computeIfAbsent(done.message(), why -> new ArrayList<>()).add(name);
        }
    }

    Outcome worst() {
        return worst;
    }

    /** What went wrong in which steps; what several say alike is said once. */
    String reason() {
        return reasons.entrySet().stream()
                .map(each -> String.join(" and ", each.getValue()) + ": " + each.getKey())
                .collect(Collectors.joining("; "));
    }
}
