package illumiomonitor.engine.rule;

import illumiomonitor.engine.rule.CaseTrial.Failed;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a text from judging live that does not do what the cases beside it say. What a text did
 * with its cases is remembered, so that only what changed is tried. Not thread-safe.
 */
final class LiveGate {

    private static final int KEPT = 2000;

    /**
     * So long the cases of all files may take at one look, while runs wait; what is left is tried
     * at the next.
     */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final RuleFolder folder;
    private final RuleSettings settings;
    private final Clock clock;
    private Instant until = Instant.MAX;
    private final @Nullable CaseTrial trial;
    private final Map<String, Seen> seen = new HashMap<>();
    private final Map<String, Optional<Failed>> verdicts =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Optional<Failed>> eldest) {
                    return size() > KEPT;
                }
            };

    /** A case file as it was when it was read last. */
    private record Seen(RuleFolder.Stamp stamp, Instant readAt, String text, String problem) {

        boolean looksLike(RuleFolder.Stamp now) {
            return RuleFolder.same(now, stamp, readAt);
        }
    }

    LiveGate(RuleFolder folder, RuleSettings settings, Clock clock) {
        this.folder = folder;
        this.settings = settings;
        this.clock = clock;
        this.trial =
                ServiceLoader.load(CaseTrial.class, LiveGate.class.getClassLoader())
                        .findFirst()
                        .orElse(null);
    }

    /** Begins to take in what changed, with patience for as many cases as fit into it. */
    void begin() {
        until = clock.instant().plus(PATIENCE);
    }

    /** Whoever asks from now on waits for the cases of one file only. */
    void end() {
        until = Instant.MAX;
    }

    /**
     * Takes in how the case files look.
     *
     * @param found by the name of the rule file that they stand beside
     * @return whether the cases of a rule file are other than before
     */
    boolean look(String file, RuleFolder.@Nullable Stamp found) {
        if (trial == null) {
            return false;
        }
        Seen before = seen.get(file);
        if (found == null) {
            seen.remove(file);
            return before != null;
        }
        if (before != null && before.looksLike(found)) {
            return false;
        }
        Seen now = seen(file, found);
        seen.put(file, now);
        return before == null
                || !before.text().equals(now.text())
                || !before.problem().equals(now.problem());
    }

    /** Cases that cannot be read keep a new text from judging, and no other file's. */
    private Seen seen(String file, RuleFolder.Stamp found) {
        try {
            return new Seen(found, Instant.now(), folder.cases(file), "");
        } catch (IOException e) {
            String problem = "its cases cannot be read: " + e.getMessage();
            return new Seen(found, Instant.now(), "", problem);
        }
    }

    void forget(String file) {
        seen.remove(file);
    }

    /** What keeps a text from taking over; empty when nothing does. */
    Optional<RuleError> against(CompiledRules rules) {
        for (Header header : rules.text().headers()) {
            if (live(header)) {
                Optional<RuleError> error =
                        failing(rules, header).map(failed -> error(rules, header, failed));
                if (error.isPresent()) {
                    return error;
                }
            }
        }
        return Optional.empty();
    }

    private boolean live(Header header) {
        return settings.newest(header.name())
                .map(setting -> setting.modeInForce(header))
                .orElse(header.mode())
                .equals("LIVE");
    }

    /** The first case that a rule fails with a text, unless somebody overruled it. */
    Optional<Failed> failing(CompiledRules rules, Header header) {
        if (overruled(rules, header)) {
            return Optional.empty();
        }
        return verdict(rules)
                .filter(failed -> failed.rule().isEmpty() || failed.rule().equals(header.name()));
    }

    private boolean overruled(CompiledRules rules, Header header) {
        return settings.overruled(header.name(), rules.text().version(), casesOf(rules));
    }

    /** Which cases stand beside a text now. */
    String casesOf(CompiledRules rules) {
        Seen cases = seen.get(rules.text().file());
        return RuleText.versionOf(cases == null ? "" : cases.text());
    }

    private Optional<Failed> verdict(CompiledRules rules) {
        Seen cases = seen.get(rules.text().file());
        if (trial == null || cases == null) {
            return Optional.empty();
        }
        if (!cases.problem().isEmpty()) {
            return Optional.of(new Failed("", "", cases.problem()));
        }
        String key = rules.text().version() + " " + casesOf(rules);
        Optional<Failed> known = verdicts.get(key);
        if (known != null) {
            return known;
        }
        if (clock.instant().isAfter(until)) {
            String waits =
                    "cases of other files took %d minutes: its own are tried at the next look";
            return Optional.of(new Failed("", "", waits.formatted(PATIENCE.toMinutes())));
        }
        try {
            Optional<Failed> now = trial.failing(Trial.of(rules), cases.text());
            verdicts.put(key, now);
            return now;
        } catch (InterruptedException e) {
            // Whoever looks next tries again.
            Thread.currentThread().interrupt();
            return Optional.of(new Failed("", "", "its cases were not tried to the end"));
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (RuntimeException | Error e) {
            // The cases of one file must not keep the other files from judging.
            return Optional.of(
                    new Failed("", "", "its cases cannot be tried: " + RuleFault.reason(e)));
        }
    }

    private static RuleError error(CompiledRules rules, Header header, Failed failed) {
        Place place = new Place(rules.text().file(), rules.text().text());
        return place.at(
                Math.max(0, place.word(header.name(), place.line(header.line()))),
                header.name(),
                sentence(failed));
    }

    /** What a case did not find. */
    static String sentence(Failed failed) {
        return failed.name().isEmpty()
                ? failed.problem()
                : "its case \"" + failed.name() + "\" fails: " + failed.problem();
    }
}
