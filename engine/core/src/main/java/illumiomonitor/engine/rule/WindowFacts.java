package illumiomonitor.engine.rule;

import illumiomonitor.spi.Event;
import illumiomonitor.spi.FanOut;
import illumiomonitor.spi.OpenAlert;
import illumiomonitor.spi.SourceHealth;
import illumiomonitor.spi.Tick;
import java.util.List;

/** What the rules of one window see. */
record WindowFacts(
        String pce,
        Tick tick,
        SeenFlows flows,
        List<FanOut> fanOuts,
        List<Event> events,
        List<SourceHealth> health,
        List<OpenAlert> openAlerts) {

    /** How many facts a rule of these types could see. */
    long rows(RuleText text) {
        return (text.names(illumiomonitor.spi.Flow.class) || text.names(FanOut.class)
                        ? flows.flows().size()
                        : 0)
                + (text.names(Event.class) ? events.size() : 0)
                + (text.names(SourceHealth.class) ? health.size() : 0)
                + (text.names(OpenAlert.class) ? openAlerts.size() : 0);
    }
}
