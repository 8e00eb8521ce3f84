package illumiomonitor.web.cli;

import illumiomonitor.engine.config.Config;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where rules lie that somebody names: by path as seen from here, or by name. */
final class RulePlace {

    private RulePlace() {}

    /** Null when nothing was typed, which means all rules. */
    static @Nullable Path of(Monitor monitor, Config config, @Nullable Path typed) {
        if (typed == null) {
            return null;
        }
        Path here = monitor.absolute(typed);
        Path dir = config.rules().dir();
        return Stream.of(here, dir.resolve(typed + ".drl"), dir.resolve(typed))
                .filter(Files::exists)
                .findFirst()
                .orElse(here);
    }
}
