package illumiomonitor.engine.rule;

import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.rollup.Memory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Rule texts and a judge for tests. */
final class Trials {

    static final String TOP =
            "import illumiomonitor.spi.*\nglobal illumiomonitor.spi.Findings findings\n";

    private Trials() {}

    /** A rule of ten lines: header, condition, consequence. */
    static String rule(String name, String annotations, String when, String then) {
        return TOP
                + "rule \""
                + name
                + "\"\n    @title(\"A title\") @severity(HIGH) "
                + annotations
                + "\nwhen\n    "
                + when
                + "\nthen\n    "
                + then
                + "\nend\n";
    }

    /** Finds a source with so many blocked connections. */
    static String blocked(String name, int threshold) {
        return rule(
                name,
                "@threshold(" + threshold + ") @unit(\"blocked connections\")",
                "Threshold( rule == \""
                        + name
                        + "\", $max : value )\n    Flow( $src : srcIp )\n"
                        + "    accumulate( Flow( srcIp == $src, decision == Decision.BLOCKED,"
                        + " $n : connections ); $sum : sum($n); $sum >= $max )",
                "findings.add($src, \"%s: %d\", $src, $sum);");
    }

    /** Walks nested in walks, which would end in the year 3000. */
    static String endless() {
        StringBuilder walks = new StringBuilder();
        for (char name = 'a'; name < 'p'; name++) {
            walks.append("for (Object ")
                    .append(name)
                    .append(" : java.util.List.of(1, 2, 3, 4, 5, 6, 7)) ");
        }
        return walks + "{ }";
    }

    static Judge judge(Planted planted, Rulebook rulebook) {
        return judge(planted, rulebook, new Config.Judge(500_000, Duration.ofSeconds(5)));
    }

    static Judge judge(Planted planted, Rulebook rulebook, Config.Judge bounds) {
        return judge(planted, rulebook, bounds, FirstSeen.nothing());
    }

    static Judge judge(
            Planted planted, Rulebook rulebook, Config.Judge bounds, FirstSeen firstSeen) {
        return judge(
                planted,
                rulebook,
                bounds,
                Knowledge.of((pce, tick) -> List.of()),
                new FlowWindows(
                        planted.store,
                        Config.Pull.defaults().spreadAfter(),
                        bounds.maxFacts(),
                        firstSeen));
    }

    /** With all that the stored past tells. */
    static Judge judge(Planted planted, Rulebook rulebook, Config.Judge bounds, Memory memory) {
        return judge(
                planted,
                rulebook,
                bounds,
                new Knowledge((pce, tick) -> List.of(), memory.facts(), memory.histories()),
                memory.windows());
    }

    private static Judge judge(
            Planted planted,
            Rulebook rulebook,
            Config.Judge bounds,
            Knowledge knowledge,
            FlowWindows windows) {
        return new Judge(
                planted.store,
                rulebook,
                knowledge,
                windows,
                bounds,
                new Config.Hours(
                        EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                        LocalTime.of(7, 0),
                        LocalTime.of(19, 0),
                        Set.of()),
                new Config.Display(ZoneId.of("UTC"), Locale.ENGLISH),
                tick -> Duration.ofMinutes(5));
    }

    static void write(Path dir, String file, String text) {
        try {
            Path path = dir.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
