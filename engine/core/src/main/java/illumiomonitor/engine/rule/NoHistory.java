package illumiomonitor.engine.rule;

import illumiomonitor.spi.Change;
import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.Event;
import illumiomonitor.spi.History;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

/** What a store that was made this moment knows. */
public class NoHistory implements History {

    @Override
    public Instant firstSeen(String srcIp, String dstIp, int port, int proto) {
        return Instant.MAX;
    }

    @Override
    public Instant lastSeen(String srcIp, String dstIp, int port, int proto) {
        return Instant.EPOCH;
    }

    @Override
    public Instant firstSeen(String ip) {
        return Instant.MAX;
    }

    @Override
    public double prevalence(Endpoint src, String dstIp, int port, int proto) {
        return 0;
    }

    @Override
    public double portPrevalence(Endpoint src, int port, int proto) {
        return 0;
    }

    @Override
    public int peers(Endpoint src) {
        return 0;
    }

    @Override
    public double peerOverlap(Endpoint src) {
        return 1;
    }

    @Override
    public long connections(String srcIp, String dstIp, int port, int proto, Duration back) {
        return 0;
    }

    @Override
    public long bytesIn(String srcIp, String dstIp, Duration back) {
        return 0;
    }

    @Override
    public List<Long> dailyBytesIn(String srcIp, String dstIp, int days) {
        return Collections.nCopies(days, 0L);
    }

    @Override
    public long usualBytes(String role, int port, int proto) {
        return 0;
    }

    @Override
    public Instant allowedSince(String srcIp, String dstIp, int port, int proto) {
        return Instant.MAX;
    }

    @Override
    public int unansweredHours(String srcIp, String dstIp, long atLeast, int hours) {
        return 0;
    }

    @Override
    public long uploadPercentile(String role, double percentile) {
        return 0;
    }

    @Override
    public boolean roleEgressed(String role) {
        return false;
    }

    @Override
    public boolean stoppedBefore(String srcIp, String dstIp, int port, int proto) {
        return false;
    }

    @Override
    public List<Event> events(String actor, Duration back) {
        return List.of();
    }

    @Override
    public List<Event> eventsOf(String type, Duration back) {
        return List.of();
    }

    @Override
    public List<Event> policyEvents(Endpoint endpoint, Duration back) {
        return List.of();
    }

    @Override
    public List<Change> changes(List<String> types, Duration back) {
        return List.of();
    }

    @Override
    public double stoppedShare(String application, int days, double percentile) {
        return -1;
    }

    @Override
    public boolean actorSeenFrom(String actor, String srcIp) {
        return false;
    }

    @Override
    public double actorHourShare(String actor, Instant moment) {
        return 1;
    }

    @Override
    public int fleet() {
        return 0;
    }
}
