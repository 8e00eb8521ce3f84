package illumiomonitor.engine;

import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.pce.Feed;
import illumiomonitor.engine.pce.Origin;
import illumiomonitor.engine.pce.Pace;
import illumiomonitor.engine.pce.PceClient;
import illumiomonitor.engine.pce.Purpose;
import illumiomonitor.engine.plugin.Sources;
import illumiomonitor.engine.run.Watched;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Makes what asks a PCE, or another source in the place of one. */
final class Origins {

    private final Config config;
    private final Path spool;
    private final Clock clock;
    private final Pace pace;

    /**
     * @param folder of the store, beside which answers wait to be read
     * @param pace how long a PCE is waited for
     */
    Origins(Config config, Optional<Path> folder, Clock clock, Pace pace) {
        this.config = config;
        this.spool =
                folder.map(one -> one.resolve("spool"))
                        .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")));
        this.clock = clock;
        this.pace = pace;
    }

    /**
     * What runs pull from.
     *
     * @param clockOffset as it last was
     */
    Origin of(Config.Pce pce, Duration clockOffset) {
        if (pce.feed() != null) {
            return feed(pce.feed());
        }
        PceClient client = new PceClient(pce, config.pull(), clock, spool, pace);
        client.clockWas(clockOffset);
        return client;
    }

    /** The same source once more, so that runs go on beside it. */
    Origin beside(Watched pce, Purpose purpose) {
        Config.Pce configured = configured(pce);
        if (configured.feed() != null) {
            return feed(configured.feed());
        }
        PceClient client = PceClient.beside(purpose, configured, config.pull(), clock, spool, pace);
        client.clockWas(pce.client().clockOffset());
        return client;
    }

    /** What asks a PCE for its older buckets. */
    PceClient forPast(Watched pce) {
        return PceClient.forPast(configured(pce), config.pull(), clock, spool, pace);
    }

    private Feed feed(Config.Channel feed) {
        Sources.Made made = Sources.found().create(feed, clock);
        return new Feed(feed.kind(), made.flows(), made.events(), clock);
    }

    private Config.Pce configured(Watched pce) {
        return config.pces().stream()
                .filter(one -> one.name().equals(pce.name()))
                .findFirst()
                .orElseThrow();
    }
}
