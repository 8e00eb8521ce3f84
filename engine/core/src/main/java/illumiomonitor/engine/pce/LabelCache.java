package illumiomonitor.engine.pce;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The PCE's labels by href, for rows that name no more. Fetched when first needed, and again when
 * an href is met that is not among them, but not twice for the same one within {@link #PATIENCE},
 * nor at all within {@link #REST} of the last time. Thread-safe.
 */
final class LabelCache {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration REST = Duration.ofSeconds(5);

    /** Where labels come from. */
    interface Source {
        List<LabelRef> labels() throws PceFault, InterruptedException;
    }

    private final Source source;
    private final Map<String, Deadline> unknown = new HashMap<>();
    private Map<String, LabelRef> labels = Map.of();
    private Deadline rest = Deadline.in(Duration.ZERO);

    LabelCache(Source source) {
        this.source = source;
    }

    /** Null when the PCE has no such label, or does not let this key see its labels. */
    synchronized @Nullable LabelRef find(String href) throws PceFault, InterruptedException {
        LabelRef found = labels.get(href);
        if (found != null || isKnownUnknown(href) || !rest.passed()) {
            return found;
        }
        refresh();
        rest = Deadline.in(REST);
        found = labels.get(href);
        if (found == null) {
            unknown.put(href, Deadline.in(PATIENCE));
        }
        return found;
    }

    private boolean isKnownUnknown(String href) {
        Deadline until = unknown.get(href);
        return until != null && !until.passed();
    }

    private void refresh() throws PceFault, InterruptedException {
        Map<String, LabelRef> fresh = new HashMap<>();
        try {
            source.labels().forEach(label -> fresh.put(label.href(), label));
        } catch (PceFault e) {
            boolean forGood =
                    switch (e.problem()) {
                        case UNAUTHORIZED, FORBIDDEN, REFUSED -> true;
                        default -> false;
                    };
            if (!forGood) {
                throw e;
            }
            return; // a key that may not list labels may still read traffic
        }
        labels = fresh;
    }
}
