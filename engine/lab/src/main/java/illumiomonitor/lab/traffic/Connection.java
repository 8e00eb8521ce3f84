package illumiomonitor.lab.traffic;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What happened once: a number of like connections at one instant.
 *
 * <pre>{@code
 * Connection.of("10.0.0.5", "10.0.0.9", 445).at(t).count(3).blocked().reportedBy(Side.DST)
 *         .visibleAfter(Duration.ofMinutes(12))
 * }</pre>
 *
 * Unless said otherwise it is one allowed, closed TCP connection without measured bytes that the
 * listener's side reports at once.
 *
 * @param at when; whole seconds, PCE time
 * @param icmpType -1 unless ICMP
 * @param icmpCode -1 unless ICMP
 * @param count how many connections
 * @param measured whether bytes are known
 * @param bytesIn into the destination
 * @param bytesOut out of the destination
 * @param transmission {@code broadcast} or {@code multicast}, else empty
 * @param reports one or two, of different sides
 */
public record Connection(
        Instant at,
        String src,
        String dst,
        int port,
        int proto,
        int icmpType,
        int icmpCode,
        long count,
        boolean measured,
        long bytesIn,
        long bytesOut,
        String transmission,
        List<Report> reports) {

    public static final int TCP = 6;
    public static final int UDP = 17;
    public static final int ICMP = 1;

    public Connection {
        at = at.truncatedTo(ChronoUnit.SECONDS);
        reports = List.copyOf(reports);
        if (count < 1) {
            throw new IllegalArgumentException("count must be at least 1, but was " + count);
        }
        if (reports.isEmpty() || reports.size() > 2 || isOneSided(reports)) {
            throw new IllegalArgumentException("one report a side is needed: " + reports);
        }
    }

    private static boolean isOneSided(List<Report> reports) {
        return reports.size() == 2 && reports.get(0).side() == reports.get(1).side();
    }

    /** A TCP connection; {@link #at} must follow. */
    public static Connection of(String src, String dst, int port) {
        return new Connection(
                Instant.EPOCH,
                src,
                dst,
                port,
                TCP,
                -1,
                -1,
                1,
                false,
                0,
                0,
                "",
                List.of(Report.by(Side.DST)));
    }

    public Connection at(Instant when) {
        return new Connection(
                when,
                src,
                dst,
                port,
                proto,
                icmpType,
                icmpCode,
                count,
                measured,
                bytesIn,
                bytesOut,
                transmission,
                reports);
    }

    public Connection count(long n) {
        return new Connection(
                at,
                src,
                dst,
                port,
                proto,
                icmpType,
                icmpCode,
                n,
                measured,
                bytesIn,
                bytesOut,
                transmission,
                reports);
    }

    public Connection proto(int number) {
        return new Connection(
                at,
                src,
                dst,
                port,
                number,
                icmpType,
                icmpCode,
                count,
                measured,
                bytesIn,
                bytesOut,
                transmission,
                reports);
    }

    public Connection udp() {
        return proto(UDP);
    }

    /** Makes it ICMP; the port is 0 then. */
    public Connection icmp(int type, int code) {
        return new Connection(
                at,
                src,
                dst,
                0,
                ICMP,
                type,
                code,
                count,
                measured,
                bytesIn,
                bytesOut,
                transmission,
                reports);
    }

    /** Bytes of all the connections together, as enhanced data collection measures them. */
    public Connection bytes(long in, long out) {
        return new Connection(
                at,
                src,
                dst,
                port,
                proto,
                icmpType,
                icmpCode,
                count,
                true,
                in,
                out,
                transmission,
                reports);
    }

    public Connection transmission(String kind) {
        return new Connection(
                at, src, dst, port, proto, icmpType, icmpCode, count, measured, bytesIn, bytesOut,
                kind, reports);
    }

    public Connection reportedBy(Report... by) {
        return new Connection(
                at,
                src,
                dst,
                port,
                proto,
                icmpType,
                icmpCode,
                count,
                measured,
                bytesIn,
                bytesOut,
                transmission,
                List.of(by));
    }

    /** Both sides tell the same, unless {@link #reportedBy(Report...)} says more. */
    public Connection reportedBy(Side... sides) {
        Report like = reports.get(0);
        return reportedBy(Arrays.stream(sides).map(like::side).toArray(Report[]::new));
    }

    public Connection allowed() {
        return decision(Decision.ALLOWED);
    }

    public Connection potentiallyBlocked() {
        return decision(Decision.POTENTIALLY_BLOCKED);
    }

    public Connection blocked() {
        return decision(Decision.BLOCKED);
    }

    public Connection unknown() {
        return decision(Decision.UNKNOWN);
    }

    public Connection decision(Decision decision) {
        return each(r -> r.decision(decision));
    }

    public Connection state(String state) {
        return each(r -> r.state(state));
    }

    public Connection process(String name, String user) {
        return each(r -> r.process(name, user));
    }

    /** How long after {@link #at} the PCE shows it. */
    public Connection visibleAfter(Duration delay) {
        return each(r -> r.after(delay));
    }

    private Connection each(UnaryOperator<Report> change) {
        return reportedBy(reports.stream().map(change).toArray(Report[]::new));
    }

    /** The instant from which the PCE shows a report of it. */
    Instant visibleAt(Report report) {
        return at.plus(report.after());
    }
}
