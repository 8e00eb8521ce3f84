package illumiomonitor.rules;

import illumiomonitor.engine.rule.NoHistory;
import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.Event;
import illumiomonitor.spi.History;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the store knows beyond the window, as a case writes it: one answer for each question,
 * whatever it is about. Questions about events are answered from the case's events.
 */
record CaseHistory(
        @Nullable String firstSeen,
        @Nullable String lastSeen,
        @Nullable String hostFirstSeen,
        @Nullable Double prevalence,
        @Nullable Double portPrevalence,
        @Nullable Integer peers,
        @Nullable Double peerOverlap,
        @Nullable Long connections,
        @Nullable Long bytesIn,
        @Nullable List<Long> dailyBytesIn,
        @Nullable Long uploadPercentile,
        @Nullable Long usualBytes,
        @Nullable Boolean roleEgressed,
        @Nullable Boolean stoppedBefore,
        @Nullable Boolean actorSeenFrom,
        @Nullable Double actorHourShare,
        @Nullable Integer fleet) {

    static final CaseHistory NOTHING =
            new CaseHistory(
                    null, null, null, null, null, null, null, null, null, null, null, null, null,
                    null, null, null, null);

    History as(Instant tick, List<Event> events) {
        return new Answers(tick, events);
    }

    private final class Answers extends NoHistory {

        private final Instant tick;
        private final List<Event> events;

        Answers(Instant tick, List<Event> events) {
            this.tick = tick;
            this.events = events.stream().sorted(Comparator.comparing(Event::at)).toList();
        }

        private <T> T or(@Nullable T value, T otherwise) {
            return value == null ? otherwise : value;
        }

        @Override
        public Instant firstSeen(String srcIp, String dstIp, int port, int proto) {
            return firstSeen == null ? Instant.MAX : CaseTimes.at(firstSeen, tick);
        }

        @Override
        public Instant lastSeen(String srcIp, String dstIp, int port, int proto) {
            return lastSeen == null ? Instant.EPOCH : CaseTimes.at(lastSeen, tick);
        }

        @Override
        public Instant firstSeen(String ip) {
            return hostFirstSeen == null ? Instant.MAX : CaseTimes.at(hostFirstSeen, tick);
        }

        @Override
        public double prevalence(Endpoint src, String dstIp, int port, int proto) {
            return or(prevalence, 0.0);
        }

        @Override
        public double portPrevalence(Endpoint src, int port, int proto) {
            return or(portPrevalence, 0.0);
        }

        @Override
        public int peers(Endpoint src) {
            return or(peers, 0);
        }

        @Override
        public double peerOverlap(Endpoint src) {
            return or(peerOverlap, 1.0);
        }

        @Override
        public long connections(String srcIp, String dstIp, int port, int proto, Duration back) {
            return or(connections, 0L);
        }

        @Override
        public long bytesIn(String srcIp, String dstIp, Duration back) {
            return or(bytesIn, 0L);
        }

        @Override
        public List<Long> dailyBytesIn(String srcIp, String dstIp, int days) {
            List<Long> filled = new ArrayList<>(or(dailyBytesIn, List.of()));
            while (filled.size() < days) {
                filled.add(0L);
            }
            return filled.subList(0, days);
        }

        @Override
        public long uploadPercentile(String role, double percentile) {
            return or(uploadPercentile, 0L);
        }

        @Override
        public long usualBytes(String role, int port, int proto) {
            return or(usualBytes, 0L);
        }

        @Override
        public boolean roleEgressed(String role) {
            return or(roleEgressed, false);
        }

        @Override
        public boolean stoppedBefore(String srcIp, String dstIp, int port, int proto) {
            return or(stoppedBefore, false);
        }

        @Override
        public List<Event> events(String actor, Duration back) {
            return events.stream()
                    .filter(event -> event.actor().equals(actor) && within(event, back))
                    .toList();
        }

        @Override
        public List<Event> eventsOf(String type, Duration back) {
            return events.stream()
                    .filter(event -> event.type().equals(type) && within(event, back))
                    .toList();
        }

        private boolean within(Event event, Duration back) {
            return event.at().isAfter(tick.minus(back)) && !event.at().isAfter(tick);
        }

        @Override
        public boolean actorSeenFrom(String actor, String srcIp) {
            return or(actorSeenFrom, false);
        }

        @Override
        public double actorHourShare(String actor, Instant moment) {
            return or(actorHourShare, 1.0);
        }

        @Override
        public int fleet() {
            return or(fleet, 0);
        }
    }
}
