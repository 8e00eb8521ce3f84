package illumiomonitor.engine.config;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;

/** Five cron fields: minute, hour, day of month, month, day of week. */
final class CronText {

    private CronText() {}

    static String checked(Section section, String key) {
        String text = section.required(key).strip();
        try {
            new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX))
                    .parse(text)
                    .validate();
            return text;
        } catch (IllegalArgumentException e) {
            throw section.fail(key, "must have five cron fields, such as \"*/5 * * * *\"");
        }
    }
}
