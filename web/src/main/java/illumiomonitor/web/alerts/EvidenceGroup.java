package illumiomonitor.web.alerts;

import illumiomonitor.engine.view.AlertDetail;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What an alert rested on as of one tick. */
public record EvidenceGroup(Instant tick, List<AlertDetail.Evidence> rows) {

    /** The rows, newest tick first, in groups. */
    static List<EvidenceGroup> of(List<AlertDetail.Evidence> rows) {
        List<EvidenceGroup> groups = new ArrayList<>();
        for (AlertDetail.Evidence row : rows) {
            boolean next =
                    groups.isEmpty() || !groups.get(groups.size() - 1).tick().equals(row.tick());
            if (next) {
                groups.add(new EvidenceGroup(row.tick(), new ArrayList<>()));
            }
            groups.get(groups.size() - 1).rows().add(row);
        }
        return groups;
    }
}
