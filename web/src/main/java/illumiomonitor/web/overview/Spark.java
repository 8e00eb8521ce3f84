package illumiomonitor.web.overview;

import illumiomonitor.engine.view.RunLine;
import illumiomonitor.web.page.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The last runs as bars, oldest first: height is how long, colour is how it ended. */
public final class Spark {

    /** Height of the drawing in its own units. */
    public static final int HEIGHT = 40;

    private static final int SHORTEST = 3;

    private Spark() {}

    /** One bar; {@code y} and {@code height} in the drawing's units. */
    public record Bar(long run, String result, int x, int y, int height, Duration took) {}

    static List<Bar> of(List<RunLine> newestFirst, Times times) {
        List<RunLine> runs = new ArrayList<>(newestFirst);
        Collections.reverse(runs);
        long longest =
                runs.stream()
                        .filter(run -> !run.isRunning()) // or one that hangs would flatten the rest
                        .mapToLong(run -> run.took(times.now()).toMillis())
                        .max()
                        .orElse(1);
        List<Bar> bars = new ArrayList<>();
        for (RunLine run : runs) {
            Duration took = run.took(times.now());
            long share = took.toMillis() * (HEIGHT - SHORTEST) / Math.max(longest, 1);
            int height = SHORTEST + (int) Math.max(0, Math.min(share, HEIGHT - SHORTEST));
            bars.add(
                    new Bar(
                            run.run(),
                            run.result(),
                            bars.size() * 8,
                            HEIGHT - height,
                            height,
                            took));
        }
        return bars;
    }
}
