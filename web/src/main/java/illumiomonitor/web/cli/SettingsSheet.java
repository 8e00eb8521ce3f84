package illumiomonitor.web.cli;

import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.config.Durations;
import illumiomonitor.engine.words.Words;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The configuration as it is in force, without what is secret. */
final class SettingsSheet {

    private static final String HIDDEN = "***";

    private final Words words;
    private final Table table = new Table("", "");

    SettingsSheet(Words words) {
        this.words = words;
    }

    Table of(Config config) {
        config.pces().forEach(this::pce);
        add("store", config.storeUrl().replaceAll("(?i)(password=)[^;&]*", "$1" + HIDDEN));
        add(
                "schedule",
                config.schedule().cron() == null
                        ? length(config.schedule().every())
                        : config.schedule().cron());
        add(
                "pull",
                words.get(
                        "settings.pull.value",
                        length(config.pull().settle()),
                        length(config.pull().overlap()),
                        length(config.pull().deadline()),
                        config.pull().counters()));
        add(
                "keep",
                words.get(
                        "settings.keep.value",
                        length(config.keep().flows()),
                        length(config.keep().events()),
                        length(config.keep().alerts()),
                        length(config.keep().runs())));
        add("rules", config.rules().dir());
        config.channels()
                .forEach(
                        channel ->
                                add(
                                        "channel",
                                        channel.name() + " (" + channel.kind() + ") " + HIDDEN));
        if (config.channels().isEmpty()) {
            add("channel", words.get("settings.channel.none"));
        }
        add(
                "display",
                config.display().zone() + ", " + config.display().language().toLanguageTag());
        add(
                "hours",
                config.hours().from() + "-" + config.hours().to() + " " + config.hours().days());
        add(
                "web",
                config.web().bind()
                        + ":"
                        + config.web().port()
                        + (config.web().tlsKeystore() == null ? "" : " TLS")
                        + (config.web().address() == null ? "" : " " + config.web().address()));
        return table;
    }

    private void pce(Config.Pce pce) {
        add(
                "pce",
                words.get(
                        "settings.pce.value",
                        pce.name(),
                        pce.url(),
                        String.valueOf(pce.org()),
                        HIDDEN,
                        words.get(pce.verify() ? "settings.verify.on" : "settings.verify.off")));
    }

    private void add(String key, @Nullable Object value) {
        table.add(words.get("settings." + key), value);
    }

    private static String length(@Nullable Duration length) {
        return length == null ? "" : Durations.text(length);
    }
}
