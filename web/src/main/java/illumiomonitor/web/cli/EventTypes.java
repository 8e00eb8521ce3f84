package illumiomonitor.web.cli;

import java.util.List;

/** The audit events that people most often want to hear of. Any other type may be typed too. */
final class EventTypes {

    private static final List<String> KNOWN =
            List.of(
                    "system_task.agent_missed_heartbeats_check",
                    "system_task.agent_offline_check",
                    "lost_agent.found",
                    "agent.service_not_available",
                    "agent.goodbye",
                    "agent.tampering",
                    "agent.suspend",
                    "agent.clone_detected",
                    "agent.activate",
                    "agent.deactivate",
                    "user.sign_in",
                    "user.csrf_validation_failed",
                    "request.authentication_failed",
                    "request.authorization_failed",
                    "api_key.create",
                    "api_key.delete",
                    "rule_set.create",
                    "rule_set.update",
                    "rule_set.delete",
                    "sec_rule.create",
                    "sec_rule.delete",
                    "sec_policy.create",
                    "workload.create",
                    "workload.delete",
                    "pce.application_started",
                    "cluster.update");

    private EventTypes() {}

    static String listing() {
        StringBuilder text = new StringBuilder();
        for (int n = 0; n < KNOWN.size(); n++) {
            text.append(n % 2 == 0 ? "\n" : "")
                    .append("  %2d  %-44s".formatted(n + 1, KNOWN.get(n)));
        }
        return text.toString();
    }

    /** The type behind a number of the listing, or what was typed. */
    static String chosen(String typed) {
        if (typed.matches("\\d{1,3}")) {
            int n = Integer.parseInt(typed);
            return n >= 1 && n <= KNOWN.size() ? KNOWN.get(n - 1) : typed;
        }
        return typed;
    }
}
