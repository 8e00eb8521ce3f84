package illumiomonitor.web.service;

import java.util.List;

/** All that is known of an alert. */
public record AlertDetail(
        AlertRow alert,
        AlertTimes times,
        List<EvidenceRow> evidence,
        List<DeliveryRow> deliveries,
        List<ActionRow> actions) {}
