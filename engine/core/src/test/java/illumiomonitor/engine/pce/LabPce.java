package illumiomonitor.engine.pce;

import illumiomonitor.engine.config.Config;
import illumiomonitor.lab.Lab;
import illumiomonitor.spi.Secret;

/** A lab PCE as the configuration names it. */
public final class LabPce {

    private LabPce() {}

    public static Config.Pce of(Lab lab) {
        return new Config.Pce(
                "lab",
                lab.url(),
                lab.org(),
                lab.key(),
                new Secret(lab.secret()),
                true,
                null,
                null,
                null,
                false);
    }
}
