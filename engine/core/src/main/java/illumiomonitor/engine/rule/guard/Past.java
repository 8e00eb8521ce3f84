package illumiomonitor.engine.rule.guard;

import illumiomonitor.spi.Change;
import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.Event;
import illumiomonitor.spi.History;
import java.time.Duration;
import java.util.List;

/** Stands in for the questions to the past that say how far back: an answer must fit in memory. */
public final class Past {

    private static final int MOST_DAYS = 1_100;

    private Past() {}

    private static Duration within(Duration back) {
        if (back.compareTo(Duration.ofDays(MOST_DAYS)) > 0) {
            throw tooFar();
        }
        return back;
    }

    private static TooMuch tooFar() {
        return new TooMuch("it asks for more than " + MOST_DAYS + " days of the past");
    }

    public static long connections(
            History history, String src, String dst, int port, int proto, Duration back) {
        return history.connections(src, dst, port, proto, within(back));
    }

    public static long bytesIn(History history, String src, String dst, Duration back) {
        return history.bytesIn(src, dst, within(back));
    }

    /** As {@link History#dailyBytesIn}. */
    public static List<Long> dailyBytesIn(History history, String src, String dst, int days) {
        if (days > MOST_DAYS) {
            throw tooFar();
        }
        return history.dailyBytesIn(src, dst, days);
    }

    public static List<Event> events(History history, String actor, Duration back) {
        return history.events(actor, within(back));
    }

    public static List<Event> eventsOf(History history, String type, Duration back) {
        return history.eventsOf(type, within(back));
    }

    public static List<Event> policyEvents(History history, Endpoint endpoint, Duration back) {
        return history.policyEvents(endpoint, within(back));
    }

    public static List<Change> changes(History history, List<String> types, Duration back) {
        return history.changes(types, within(back));
    }
}
