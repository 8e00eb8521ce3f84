package illumiomonitor.engine.pce;

import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.pce.Oddity.Topic;
import java.util.ArrayList;
import java.util.List;

/** Those of one client: of the connection to its PCE and of the newest answers. Thread-safe. */
final class Oddities {

    private final Config.Pce pce;
    private final Warnings traffic = new Warnings();
    private final Warnings events = new Warnings();

    Oddities(Config.Pce pce) {
        this.pce = pce;
    }

    /** Takes those of answers about traffic. */
    Warnings traffic() {
        return traffic;
    }

    /** Takes those of answers about events. */
    Warnings events() {
        return events;
    }

    List<Oddity> list() {
        List<Oddity> all = new ArrayList<>();
        if (pce.isReadOnTheWay()) {
            all.add(
                    new Oddity(
                            Topic.CONNECTION,
                            "PCE %s is asked over plain HTTP: the key can be read on the way"
                                    .formatted(pce.name())));
        } else if (pce.isUnverified()) {
            all.add(
                    new Oddity(
                            Topic.CONNECTION,
                            "the certificate of PCE %s is not verified (tls: {verify: false}): anybody on the way can read the key"
                                    .formatted(pce.name())));
        }
        traffic.list().forEach(text -> all.add(new Oddity(Topic.TRAFFIC, text)));
        events.list().forEach(text -> all.add(new Oddity(Topic.EVENTS, text)));
        return all;
    }
}
