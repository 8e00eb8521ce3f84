package illumiomonitor.engine.config;

import illumiomonitor.engine.config.Config.Hours;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Business hours: days as {@code mon-fri} or {@code [mon, wed]}, holidays as dates or as the name
 * of a file with one date a line.
 */
final class HoursReader {

    private static final List<String> DAYS =
            List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private HoursReader() {}

    static Hours read(Section hours, Path folder) {
        LocalTime from = time(hours, "from", "07:00");
        LocalTime to = time(hours, "to", "19:00");
        if (!from.isBefore(to)) {
            throw hours.fail("to", "must be later than hours.from");
        }
        return new Hours(days(hours), from, to, holidays(hours, folder));
    }

    private static LocalTime time(Section hours, String key, String otherwise) {
        try {
            return LocalTime.parse(hours.text(key).orElse(otherwise).strip());
        } catch (DateTimeException e) {
            throw hours.fail(key, "must be a time of day such as \"07:00\"");
        }
    }

    private static Set<DayOfWeek> days(Section hours) {
        EnumSet<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        List<String> parts = hours.has("days") ? hours.texts("days") : List.of("mon-fri");
        for (String part : parts.stream().flatMap(text -> Stream.of(text.split(","))).toList()) {
            String[] ends = part.strip().toLowerCase(Locale.ROOT).split("-", -1);
            int first = DAYS.indexOf(ends[0]);
            int last = DAYS.indexOf(ends[ends.length - 1]);
            if (first < 0 || last < 0 || ends.length > 2) {
                throw hours.fail("days", "must be days such as mon-fri or [mon, wed, sat]");
            }
            for (int n = 0; n <= Math.floorMod(last - first, 7); n++) {
                days.add(DayOfWeek.of(first + 1).plus(n));
            }
        }
        return days;
    }

    private static Set<LocalDate> holidays(Section hours, Path folder) {
        List<String> texts = hours.texts("holidays");
        try {
            boolean file = texts.size() == 1 && !texts.get(0).matches("\\d{4}-\\d\\d-\\d\\d");
            Set<LocalDate> dates = new HashSet<>();
            for (String line : file ? Files.readAllLines(folder.resolve(texts.get(0))) : texts) {
                String date = line.replaceFirst("#.*", "").strip();
                if (!date.isEmpty()) {
                    dates.add(LocalDate.parse(date));
                }
            }
            return dates;
        } catch (IOException e) {
            throw hours.fail("holidays", "names a file that cannot be read");
        } catch (DateTimeException e) {
            throw hours.fail(
                    "holidays", "must be dates such as 2026-12-25, or a file with one a line");
        }
    }
}
