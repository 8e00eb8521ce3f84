package illumiomonitor.lab.story;

import illumiomonitor.lab.event.LabEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Events nobody needs to be told about: people at work, VENs at work, one wrong password. */
final class EverydayEvents {

    private static final List<String> PEOPLE =
            List.of("ops@lab.test", "王小明@lab.test", "auditor@lab.test");

    private EverydayEvents() {}

    static List<LabEvent> hour(long seed, Instant start) {
        Dice dice = Dice.of(seed, "events", start);
        List<LabEvent> events = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            String person = dice.oneOf(PEOPLE);
            events.add(LabEvent.signedIn(at(start, dice), person, "10.50.1.10" + (1 + i)));
            events.add(
                    LabEvent.of(at(start, dice), "agent.refresh_policy")
                            .status("success")
                            .byAgent("shop-web-01.lab.test"));
        }
        events.add(LabEvent.signInFailed(at(start, dice), dice.oneOf(PEOPLE), "10.50.1.104"));
        events.add(
                LabEvent.workloadUpdated(
                        at(start, dice),
                        "ops@lab.test",
                        "FILTERED",
                        "/orgs/1/workloads/changed-by-hand",
                        "shop-web-02"));
        events.add(LabEvent.of(at(start, dice), "lab.unheard_of"));
        return events.stream()
                .map(event -> event.visibleAfter(Duration.ofSeconds(dice.between(1, 90))))
                .toList();
    }

    private static Instant at(Instant start, Dice dice) {
        return start.plusSeconds(dice.below(3_600)).plusMillis(dice.below(1_000));
    }
}
