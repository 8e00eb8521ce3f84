package illumiomonitor.lab.story;

import illumiomonitor.lab.estate.Estate;
import illumiomonitor.lab.estate.Host;
import illumiomonitor.lab.traffic.Connection;
import illumiomonitor.lab.traffic.Decision;
import illumiomonitor.lab.traffic.Report;
import illumiomonitor.lab.traffic.Side;
import illumiomonitor.lab.traffic.Supply;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/** An ordinary day: busy offices, quiet nights, servers that always talk. */
final class Background implements Supply {

    private static final ZoneId OFFICE = ZoneId.of("Asia/Taipei");
    private static final int HOUR_SECONDS = 3_600;

    /** Connections of a pair come in bunches, so that an hour stays small. */
    private static final int BUNCHES = 6;

    private final long seed;
    private final Estate estate;
    private final List<Edge> edges;

    Background(long seed, Estate estate) {
        this.seed = seed;
        this.estate = estate;
        this.edges = Edges.of(estate);
    }

    @Override
    public List<Connection> hour(Instant start) {
        List<Connection> connections = new ArrayList<>();
        for (int i = 0; i < edges.size(); i++) {
            Edge edge = edges.get(i);
            Dice dice = Dice.of(seed, "background", start, i);
            int percent = edge.office() ? busy(start) : 100;
            for (String src : edge.from().ips()) {
                for (String dst : edge.to().ips()) {
                    if (!src.equals(dst)) {
                        pair(edge, src, dst, start, percent, dice, connections);
                    }
                }
            }
        }
        return connections;
    }

    /** Percent of a busy hour's traffic. */
    private static int busy(Instant start) {
        ZonedDateTime local = start.atZone(OFFICE);
        boolean weekend =
                local.getDayOfWeek() == DayOfWeek.SATURDAY
                        || local.getDayOfWeek() == DayOfWeek.SUNDAY;
        boolean day = local.getHour() >= 7 && local.getHour() < 19;
        return day && !weekend ? 100 : 15;
    }

    private void pair(
            Edge edge,
            String src,
            String dst,
            Instant start,
            int percent,
            Dice dice,
            List<Connection> into) {
        long left = Math.round(dice.around(100L * edge.perHour()) * percent / 10_000.0);
        int bunches = (int) Math.min(left, BUNCHES);
        for (int b = bunches; b > 0; b--) {
            long n = b == 1 ? left : Math.max(1, left / b);
            left -= n;
            Instant at = start.plusSeconds(dice.below(HOUR_SECONDS));
            into.add(connection(edge, src, dst, at, n, dice));
        }
    }

    private Connection connection(
            Edge edge, String src, String dst, Instant at, long n, Dice dice) {
        Connection connection =
                Connection.of(src, dst, edge.port())
                        .proto(edge.proto())
                        .at(at)
                        .count(n)
                        .reportedBy(reports(edge, src, dst, at, state(dice)));
        boolean measured = isMeasured(src) || isMeasured(dst);
        return measured
                ? connection.bytes(
                        dice.around(n * edge.bytesIn()), dice.around(n * edge.bytesOut()))
                : connection;
    }

    private boolean isMeasured(String ip) {
        Host host = estate.byIp(ip);
        return host != null && host.visibility().equals("enhanced_data_collection");
    }

    private static String state(Dice dice) {
        int percent = dice.below(100);
        return percent < 90 ? "closed" : percent < 96 ? "timed out" : "active";
    }

    private Report[] reports(Edge edge, String src, String dst, Instant at, String state) {
        List<Report> reports = new ArrayList<>();
        if (edge.from().managed()) {
            Report report = Report.by(Side.SRC).process(edge.srcProcess(), "");
            reports.add(told(report, edge, src, at, state));
        }
        if (edge.to().managed()) {
            Report report = Report.by(Side.DST).process(edge.dstProcess(), "svc");
            reports.add(told(report, edge, dst, at, state));
        }
        return reports.toArray(new Report[0]);
    }

    /** An idle VEN takes pictures only, and decides nothing. */
    private Report told(Report report, Edge edge, String ip, Instant at, String state) {
        Host host = estate.byIp(ip);
        boolean idle = host != null && host.enforcement().equals("idle");
        return report.after(Upload.delay(ip, at))
                .state(idle ? "snapshot" : state)
                .decision(idle ? Decision.UNKNOWN : edge.decision());
    }
}
