package illumiomonitor.engine.outbox;

import java.util.ArrayList;
import java.util.List;

/**
 * What became of the messages that were due.
 *
 * @param failed to be tried again
 * @param dead given up
 * @param problems one sentence for each channel that could not be told everything
 */
public record SendReport(int sent, int failed, int dead, List<String> problems) {

    public SendReport {
        problems = List.copyOf(problems);
    }

    static SendReport nothing() {
        return new SendReport(0, 0, 0, List.of());
    }

    SendReport and(Tally tally) {
        List<String> all = new ArrayList<>(problems);
        if (!tally.problem().isEmpty()) {
            all.add(tally.problem());
        }
        return new SendReport(
                sent + tally.sent(), failed + tally.failed(), dead + tally.dead(), all);
    }

    /** One clause for the run's step. */
    public String sentence() {
        String counts =
                "%,d sent, %,d to be tried again, %,d given up".formatted(sent, failed, dead);
        return problems.isEmpty() ? counts : counts + "; " + String.join("; ", problems);
    }
}
