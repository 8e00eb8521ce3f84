package illumiomonitor.engine.pce;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Names for traffic queries that nobody else uses and that tell whose they are. */
final class QueryNames {

    private static final int LONGEST_PCE = 100;

    /** Stands in every name, so that a process knows its own. */
    private static final String PROCESS = "-%08x".formatted(ThreadLocalRandom.current().nextInt());

    private final String prefix;
    private final Map<Purpose, String> beside = new EnumMap<>(Purpose.class);
    private final PceClock clock;

    /**
     * @param purpose of a client beside the one that pulls, null for the latter
     */
    QueryNames(String pce, @Nullable Purpose purpose, PceClock clock) {
        this.prefix = prefix(pce, purpose);
        if (purpose == null) {
            for (Purpose each : Purpose.values()) {
                beside.put(each, prefix(pce, each));
            }
        }
        this.clock = clock;
    }

    private static String prefix(String pce, @Nullable Purpose purpose) {
        String name = purpose == null ? pce : "%s (%s)".formatted(pce, purpose.word());
        String safe = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_.]", "_");
        return "illumio-monitor-" + safe.substring(0, Math.min(safe.length(), LONGEST_PCE)) + "-";
    }

    String next() {
        int random = ThreadLocalRandom.current().nextInt();
        return prefix + Times.from(clock.now()) + PROCESS + "%08x".formatted(random);
    }

    /**
     * Whether it is a leftover of this client's name. The one that pulls also tidies up after those
     * that were beside it in an earlier process; those of this process may still be at work.
     */
    boolean isOurs(String name) {
        return name.startsWith(prefix)
                || beside.values().stream().anyMatch(name::startsWith) && !name.contains(PROCESS);
    }
}
