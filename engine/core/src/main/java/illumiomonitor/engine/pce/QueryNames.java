package illumiomonitor.engine.pce;

import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** Names for traffic queries that nobody else uses and that tell whose they are. */
final class QueryNames {

    private static final int LONGEST_PCE = 100;

    private final String prefix;
    private final PceClock clock;

    QueryNames(String pce, PceClock clock) {
        String safe = pce.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_.]", "_");
        this.prefix =
                "illumio-monitor-" + safe.substring(0, Math.min(safe.length(), LONGEST_PCE)) + "-";
        this.clock = clock;
    }

    String next() {
        int random = ThreadLocalRandom.current().nextInt();
        return prefix + Times.from(clock.now()) + "-" + "%08x".formatted(random);
    }

    boolean isOurs(String name) {
        return name.startsWith(prefix);
    }
}
