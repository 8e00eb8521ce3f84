package illumiomonitor.engine.pce;

import java.util.Optional;

/** The product's version, for the User-Agent. */
final class Version {

    /** From the jar's manifest. */
    static final String TEXT =
            Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                    .orElse("dev");

    private Version() {}
}
