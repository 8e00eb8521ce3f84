package illumiomonitor.lab.story;

import illumiomonitor.lab.estate.Estate;
import illumiomonitor.lab.estate.Host;
import illumiomonitor.lab.event.LabEvent;
import illumiomonitor.lab.traffic.Connection;
import illumiomonitor.lab.traffic.Decision;
import illumiomonitor.lab.traffic.Report;
import illumiomonitor.lab.traffic.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Where a story plays: a start, an estate, dice, and what has happened so far. */
final class Scene {

    private final Instant start;
    private final Estate estate;
    private final Dice dice;
    private final List<Connection> connections = new ArrayList<>();
    private final List<LabEvent> events = new ArrayList<>();
    private final List<Play.Broken> broken = new ArrayList<>();

    Scene(Instant start, Estate estate, Dice dice) {
        this.start = start;
        this.estate = estate;
        this.dice = dice;
    }

    Dice dice() {
        return dice;
    }

    Instant after(long seconds) {
        return start.plusSeconds(seconds);
    }

    Host any(String role) {
        return dice.oneOf(estate.managed("role", role));
    }

    List<Host> all(String role) {
        return estate.managed("role", role);
    }

    /** Adds a connection, reported by the VENs of its managed ends when they next upload. */
    void happens(Connection connection) {
        Report like = connection.reports().get(0);
        List<Report> reports = new ArrayList<>();
        if (isManaged(connection.src())) {
            Report source = told(like, Side.SRC, connection.src(), connection.at());
            boolean dropped = like.decision() == Decision.BLOCKED && isManaged(connection.dst());
            reports.add(dropped ? unanswered(source) : source);
        }
        if (isManaged(connection.dst())) {
            reports.add(told(like, Side.DST, connection.dst(), connection.at()));
        }
        connections.add(connection.reportedBy(reports.toArray(new Report[0])));
    }

    private static Report told(Report like, Side side, String ip, Instant at) {
        return like.side(side).after(Upload.delay(ip, at));
    }

    /** What the listener's firewall drops has left the opener's side in peace. */
    private static Report unanswered(Report source) {
        return source.decision(Decision.ALLOWED).state("timed out");
    }

    private boolean isManaged(String ip) {
        Host host = estate.byIp(ip);
        return host != null && host.managed();
    }

    /** Adds a connection with the reports it came with. */
    void happensAsTold(Connection connection) {
        connections.add(connection);
    }

    /** Adds an event; the PCE shows it after some seconds. */
    void happens(LabEvent event) {
        events.add(event.visibleAfter(Duration.ofSeconds(dice.between(2, 40))));
    }

    void breaks(String src, String dst, int port, Instant from, Instant to) {
        broken.add(new Play.Broken(src, dst, port, from, to));
    }

    Play played(String story, String subject) {
        return new Play(story, start, subject, connections, events, broken);
    }
}
