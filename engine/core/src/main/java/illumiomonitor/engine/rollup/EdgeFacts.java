package illumiomonitor.engine.rollup;

import illumiomonitor.engine.rule.FactSource;
import illumiomonitor.engine.rule.Moments;
import illumiomonitor.spi.Decision;
import illumiomonitor.spi.Edge;
import illumiomonitor.spi.Flow;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Makes an edge of the flows between two addresses on a service, with what was known before. */
final class EdgeFacts implements FactSource<Edge> {

    private static final int SEEN_DAYS = 30;
    private static final int DECISION_DAYS = 14;

    /** Pulls that are looked at when a decision is another than it was. */
    private static final int PULLS = 4;

    private final Edges edges;

    EdgeFacts(Edges edges) {
        this.edges = edges;
    }

    private record Key(String src, String dst, int port, int proto) {
        static Key of(Flow flow) {
            return new Key(flow.srcIp(), flow.dstIp(), flow.port(), flow.proto());
        }

        /** Addresses of a network differ in few letters, which a plain sum would let cancel out. */
        @Override
        public int hashCode() {
            int hash = (src.hashCode() * 0x9E3779B1 + dst.hashCode()) * 0x85EBCA6B;
            return (hash ^ hash >>> 15) + (port << 8 | proto) * 0xC2B2AE35;
        }
    }

    private static final class Sum {
        private Flow newest;
        private Instant first;
        private Instant reported;
        private Before before = Before.NOTHING;
        private long connections;
        private long in;
        private long out;

        Sum(Flow flow) {
            newest = flow;
            first = flow.firstSeen();
            reported = flow.began();
        }

        /** When it began in the window. */
        Instant began(Instant from) {
            return reported.isAfter(from) ? reported : newest.lastDetected();
        }

        void add(Flow flow) {
            if (flow.lastDetected().isAfter(newest.lastDetected())
                    || flow.lastDetected().equals(newest.lastDetected())
                            && flow.id() > newest.id()) {
                newest = flow;
            }
            first = flow.firstSeen().isBefore(first) ? flow.firstSeen() : first;
            reported = flow.began().isBefore(reported) ? flow.began() : reported;
            connections += flow.connections();
            in += flow.bytesIn();
            out += flow.bytesOut();
        }
    }

    /** What was known of an edge before the window. */
    private record Before(
            Instant first,
            Instant seen,
            int days,
            int allowed,
            int stopped,
            int inRow,
            Instant src,
            Instant service) {

        private static final Before NOTHING =
                new Before(Instant.EPOCH, Instant.EPOCH, 0, 0, 0, 0, Instant.EPOCH, Instant.EPOCH);

        boolean flips(Decision now) {
            boolean stops = now == Decision.BLOCKED || now == Decision.POTENTIALLY_BLOCKED;
            return stops ? allowed > 0 : now == Decision.ALLOWED && stopped > 0;
        }
    }

    @Override
    public Class<Edge> type() {
        return Edge.class;
    }

    @Override
    public Scope scope() {
        return Scope.FLOWS;
    }

    @Override
    public List<Edge> facts(Window window) throws InterruptedException {
        Map<Key, Sum> sums = new HashMap<>();
        for (Flow flow : window.flows()) {
            sums.computeIfAbsent(Key.of(flow), key -> new Sum(flow)).add(flow);
        }
        Instant from = window.tick().from();
        Moments moments = new Moments();
        Set<Key> flips =
                edges.ask(
                        window.pceId(),
                        book -> {
                            Set<Key> flipped = new HashSet<>();
                            sums.forEach(
                                    (key, sum) -> {
                                        sum.before = before(book, from, key, sum, moments);
                                        if (sum.before.flips(sum.newest.decision())) {
                                            flipped.add(key);
                                        }
                                    });
                            return flipped;
                        });
        Map<Key, Integer> pulls = flips.isEmpty() ? Map.of() : pulls(window, flips, sums);
        List<Edge> facts = new ArrayList<>(sums.size());
        sums.forEach((key, sum) -> facts.add(edge(window.pce(), sum, pulls.getOrDefault(key, 1))));
        return facts;
    }

    private static Before before(EdgeBook book, Instant from, Key key, Sum sum, Moments moments) {
        Instant first = sum.first;
        int at = book.find(key.src(), key.dst(), key.port(), key.proto());
        if (at == EdgeBook.NONE) {
            Instant seen = first.isAfter(from) ? Instant.EPOCH : first;
            return new Before(first, seen, 0, 0, 0, 0, first, first);
        }
        int day = Hours.day(from);
        int days = book.seenDays(at, day, SEEN_DAYS);
        Instant seen = seenBefore(book, at, from, first);
        if (days == 0 && !first.isAfter(from)) {
            Instant today =
                    Hours.instant(Math.min(book.firstOn(at, day), Hours.micros(sum.reported)));
            seen = today.isAfter(from) || today.isBefore(seen) ? seen : today;
        }
        boolean again =
                days == 0
                        && !first.isAfter(from)
                        && seen.isBefore(from.minus(Duration.ofDays(SEEN_DAYS)));
        Instant service = moments.at(book.serviceFirst(at));
        return new Before(
                again ? sum.began(from) : first,
                seen,
                days,
                book.allowedDays(at, day, DECISION_DAYS),
                book.stoppedDays(at, day, DECISION_DAYS),
                stoppedInRow(book, at, day),
                moments.at(book.first(key.src())),
                again && !book.serviceSeen(at, day, SEEN_DAYS) ? sum.began(from) : service);
    }

    /** Days on which it was stopped since the newest on which it was allowed. */
    private static int stoppedInRow(EdgeBook book, int at, int day) {
        int days = 0;
        while (days < DECISION_DAYS && book.allowedDays(at, day, days + 1) == 0) {
            days++;
        }
        return book.stoppedDays(at, day, days);
    }

    /**
     * To the day: the last second of the newest day before the window's own, else its first
     * activity.
     */
    static Instant seenBefore(EdgeBook book, int at, Instant from, Instant first) {
        if (first.isAfter(from)) {
            return Instant.EPOCH;
        }
        int day = at == EdgeBook.NONE ? Integer.MIN_VALUE : book.seenBefore(at, Hours.day(from));
        return day == Integer.MIN_VALUE ? first : Hours.dayStart(day + 1L).minusSeconds(1);
    }

    private static Edge edge(String pce, Sum sum, int pulls) {
        Flow newest = sum.newest;
        Before known = sum.before;
        return new Edge(
                pce,
                newest.src(),
                newest.dst(),
                newest.port(),
                newest.proto(),
                newest.decision(),
                sum.connections,
                sum.in,
                sum.out,
                known.first(),
                newest.lastDetected(),
                known.seen(),
                known.days(),
                known.allowed(),
                known.stopped(),
                known.inRow(),
                pulls,
                known.src(),
                known.service());
    }

    /** Walks back over the newest pulls up to the tick. */
    private Map<Key, Integer> pulls(Window window, Set<Key> flips, Map<Key, Sum> sums)
            throws InterruptedException {
        Map<Key, Integer> counts = new HashMap<>();
        Set<Key> open = new HashSet<>(flips);
        for (Progress.Pull pull : newest(window.handle(), window.pceId(), window.tick().at())) {
            Map<Key, Set<Decision>> shown = new HashMap<>();
            for (Flow flow :
                    window.windows()
                            .pulled(
                                    window.pceId(),
                                    window.pce(),
                                    pull.id(),
                                    pull.from().minusSeconds(1),
                                    pull.to())
                            .flows()) {
                Key key = Key.of(flow);
                if (open.contains(key)) {
                    shown.computeIfAbsent(key, k -> EnumSet.noneOf(Decision.class))
                            .add(flow.decision());
                }
            }
            shown.forEach(
                    (key, decisions) -> {
                        Sum sum = sums.get(key);
                        if (sum != null && decisions.equals(Set.of(sum.newest.decision()))) {
                            counts.merge(key, 1, Integer::sum);
                        } else {
                            open.remove(key);
                        }
                    });
        }
        flips.forEach(key -> counts.putIfAbsent(key, 0));
        return counts;
    }

    private static List<Progress.Pull> newest(Handle handle, int pceId, Instant tick) {
        return handle.createQuery(
                        """
                        select pull_id, tick, spans_from, spans_to
                          from pull
                         where pce_id = :pce
                           and kind = 'TRAFFIC'
                           and outcome in ('OK', 'PARTIAL')
                           and tick <= :tick
                           and spans_from is not null
                         order by tick desc, pull_id desc
                         fetch first %d rows only
                        """
                                .formatted(PULLS))
                .bind("pce", pceId)
                .bind("tick", Hours.utc(tick))
                .map(
                        (row, ctx) ->
                                new Progress.Pull(
                                        row.getLong(1),
                                        row.getObject(2, OffsetDateTime.class).toInstant(),
                                        row.getObject(3, OffsetDateTime.class).toInstant(),
                                        row.getObject(4, OffsetDateTime.class).toInstant(),
                                        true))
                .list();
    }
}
