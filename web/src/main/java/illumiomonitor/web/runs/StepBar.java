package illumiomonitor.web.runs;

import illumiomonitor.engine.view.RunLine;
import illumiomonitor.web.page.Page;
import illumiomonitor.web.page.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A run's steps on one line.
 *
 * @param x start, thousandths of the whole
 * @param width thousandths, at least enough to be seen
 */
public record StepBar(RunLine.Step step, Duration took, int x, int width) {

    private static final String JUDGE_AT = "judge ";
    private static final int WHOLE = 1_000;
    private static final int NARROWEST = 6;

    /** The bars of a run, in order. */
    public static List<StepBar> of(RunLine run, Times times) {
        long whole = Math.max(1, run.took(times.now()).toMillis());
        List<StepBar> bars = new ArrayList<>();
        for (RunLine.Step step : run.steps()) {
            Duration took = step.took(times.now());
            long from = Duration.between(run.startedAt(), step.startedAt()).toMillis();
            int x = (int) Math.max(0, Math.min(WHOLE - NARROWEST, from * WHOLE / whole));
            int width = (int) Math.max(NARROWEST, took.toMillis() * WHOLE / whole);
            bars.add(new StepBar(step, took, x, Math.min(width, WHOLE - x)));
        }
        return bars;
    }

    /** The step in the page's words; that of an older tick names it on the site's clock. */
    public String name(Page page) {
        String stored = step.step();
        return stored.startsWith(JUDGE_AT)
                ? page.text(
                        "step.judge.at",
                        page.times().minute(Instant.parse(stored.substring(JUDGE_AT.length()))))
                : page.word("step", stored);
    }
}
