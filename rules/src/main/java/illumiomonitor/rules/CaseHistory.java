package illumiomonitor.rules;

import illumiomonitor.engine.rule.NoHistory;
import illumiomonitor.engine.rule.PolicyEvents;
import illumiomonitor.spi.Change;
import illumiomonitor.spi.Decision;
import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.Event;
import illumiomonitor.spi.Flow;
import illumiomonitor.spi.History;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the store knows beyond the window, as a case writes it: one answer for each question,
 * whatever it is about. Questions about events are answered from the case's events, and those about
 * single hours and the last day's decisions from its flows.
 *
 * @param stoppedShare whatever application, days and percentile are asked for
 * @param stoppedShares instead of that, by application its days as {@link CaseShares} has them
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
        @Nullable Double stoppedShare,
        @Nullable Map<String, List<@Nullable Double>> stoppedShares,
        @Nullable Boolean actorSeenFrom,
        @Nullable Double actorHourShare,
        @Nullable Integer fleet) {

    static final CaseHistory NOTHING =
            new CaseHistory(
                    null, null, null, null, null, null, null, null, null, null, null, null, null,
                    null, null, null, null, null, null);

    History as(Instant tick, List<Flow> flows, List<Event> events, List<Change> changes) {
        return new Answers(tick, flows, events, changes);
    }

    private final class Answers extends NoHistory {

        private final Instant tick;
        private final List<Flow> flows;
        private final List<Event> events;
        private final List<Change> changes;

        Answers(Instant tick, List<Flow> flows, List<Event> events, List<Change> changes) {
            this.tick = tick;
            this.flows = flows;
            this.changes = changes;
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
        public Instant allowedSince(String srcIp, String dstIp, int port, int proto) {
            return flows.stream()
                    .filter(flow -> flow.decision() == Decision.ALLOWED)
                    .filter(flow -> flow.srcIp().equals(srcIp) && flow.dstIp().equals(dstIp))
                    .filter(flow -> flow.port() == port && flow.proto() == proto)
                    .filter(flow -> flow.lastDetected().isAfter(tick.minus(Duration.ofHours(24))))
                    .map(Flow::began)
                    .min(Comparator.naturalOrder())
                    .orElse(Instant.MAX);
        }

        @Override
        public int unansweredHours(String srcIp, String dstIp, long atLeast, int hours) {
            Map<Long, Long> byHour =
                    flows.stream()
                            .filter(flow -> flow.unanswered())
                            .filter(flow -> flow.srcIp().equals(srcIp))
                            .filter(flow -> flow.dstIp().equals(dstIp))
                            .collect(
                                    Collectors.groupingBy(
                                            flow ->
                                                    Duration.between(flow.lastDetected(), tick)
                                                            .toHours(),
                                            Collectors.summingLong(Flow::connections)));
            return (int)
                    byHour.entrySet().stream()
                            .filter(hour -> hour.getKey() < hours && hour.getValue() >= atLeast)
                            .count();
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

        @Override
        public List<Event> policyEvents(Endpoint endpoint, Duration back) {
            return new PolicyEvents(
                            events.stream().filter(event -> within(event, back)).toList(),
                            changes.stream().filter(one -> within(one.event(), back)).toList())
                    .about(endpoint);
        }

        private boolean within(Event event, Duration back) {
            return event.at().isAfter(tick.minus(back)) && !event.at().isAfter(tick);
        }

        @Override
        public List<Change> changes(List<String> types, Duration back) {
            return changes.stream()
                    .filter(one -> types.contains(one.type()) && within(one.event(), back))
                    .filter(one -> !one.event().status().equals("failure"))
                    .sorted(Comparator.comparing(one -> one.event().at()))
                    .toList();
        }

        @Override
        public double stoppedShare(String application, int days, double percentile) {
            if (stoppedShares == null) {
                return or(stoppedShare, CaseShares.UNKNOWN);
            }
            List<@Nullable Double> shares = stoppedShares.getOrDefault(application, List.of());
            return new CaseShares(shares).ranked(days, percentile);
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
