package illumiomonitor.web.service;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is sent for questions whose arguments are no record of their own. */
final class Questions {

    static final String PATH = "/api/service/";

    private Questions() {}

    record Nothing() {}

    record Named(@Nullable String name) {}

    record AlertId(long id) {}

    record Count(int value) {}

    record Deliveries(List<Long> ids) {}

    record Flag(boolean value) {}

    record Day(LocalDate day) {}

    record Days(int days) {}

    record RuleSwitch(String rule, String mode, String who) {}

    record RuleTexts(String rule, String from, String to) {}

    record RuleText(String file, String text, String who) {}
}
