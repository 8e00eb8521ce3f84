package illumiomonitor.engine.check;

import illumiomonitor.engine.config.Config;
import java.util.regex.Pattern;

/** What the draft policy would do with a flow, and which rules ask for it. */
public final class Drafts {

    private static final Pattern READ = Pattern.compile("\\bFlow\\s*\\([^;]*?\\bdraft\\b");

    private Drafts() {}

    /** Whether the rules of a text read draft decisions. */
    public static boolean readBy(String text) {
        return READ.matcher(text).find();
    }

    /** Whether every PCE is asked for them. */
    public static boolean askedFor(Config config) {
        return config.pull().draft() || config.pces().stream().allMatch(Config.Pce::draft);
    }
}
