package illumiomonitor.engine.config;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;
import illumiomonitor.engine.time.Grid;

/** Five cron fields: minute, hour, day of month, month, day of week. */
final class CronText {

    private CronText() {}

    static String checked(Section section, String key) {
        String text = section.required(key).strip();
        try {
            new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX))
                    .parse(text)
                    .validate();
        } catch (IllegalArgumentException e) {
            throw section.fail(key, "must have five cron fields, such as \"*/5 * * * *\"");
        }
        return coming(section, key, text);
    }

    /** Some fields exclude each other, such as the 30th and February. */
    private static String coming(Section section, String key, String text) {
        try {
            Grid.cron(text);
            return text;
        } catch (IllegalArgumentException e) {
            throw section.fail(key, "never comes: no day of the calendar fits its fields");
        }
    }
}
