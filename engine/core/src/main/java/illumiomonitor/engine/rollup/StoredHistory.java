package illumiomonitor.engine.rollup;

import illumiomonitor.db.Store;
import illumiomonitor.engine.rule.FlowWindows;
import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.Event;
import illumiomonitor.spi.Flow;
import illumiomonitor.spi.History;
import illumiomonitor.spi.Tick;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/**
 * The past as of a tick. Answers about edges and peers come from memory, microseconds for one edge
 * and some milliseconds for all; sums of a stretch read its flows once for all edges; questions
 * about days and events read a few rows by index. Every answer is kept until the tick is judged.
 */
final class StoredHistory implements History {

    private static final int DAYS = 30;
    private static final int ACTOR_DAYS = 90;
    private static final int FEWEST_CHANGES = 20;

    /** Longer stretches are made of whole days and what came after the last of them. */
    private static final Duration OF_FLOWS = Duration.ofHours(24);

    private final Store store;
    private final FlowWindows windows;
    private final Edges edges;
    private final Sent sent;
    private final ZoneId zone;
    private final int pceId;
    private final String pce;
    private final Tick tick;
    private final int day;
    private final Map<List<Object>, Object> answers = new HashMap<>();

    StoredHistory(
            Store store,
            FlowWindows windows,
            Edges edges,
            Sent sent,
            ZoneId zone,
            int pceId,
            String pce,
            Tick tick) {
        this.store = store;
        this.windows = windows;
        this.edges = edges;
        this.sent = sent;
        this.zone = zone;
        this.pceId = pceId;
        this.pce = pce;
        this.tick = tick;
        this.day = Hours.day(tick.from());
    }

    /** An edge without its ends' versions; port and proto are -1 where all services are meant. */
    private record Key(String src, String dst, int port, int proto) {}

    private record Amount(long connections, long bytesIn) {

        Amount plus(Amount more) {
            return new Amount(connections + more.connections, bytesIn + more.bytesIn);
        }

        Amount minus(Amount less) {
            return new Amount(connections - less.connections, bytesIn - less.bytesIn);
        }
    }

    @SuppressWarnings("unchecked") // A question's name goes with one type of answer.
    private <T> T kept(Supplier<T> answer, Object... question) {
        List<Object> key = List.of(question);
        Object known = answers.get(key);
        if (known == null) {
            known = answer.get();
            answers.put(key, known);
        }
        return (T) known;
    }

    private boolean unseen(EdgeBook book, int at) {
        return at == EdgeBook.NONE || book.first(at) > Hours.micros(tick.at());
    }

    /** Cost: microseconds. */
    @Override
    public Instant firstSeen(String srcIp, String dstIp, int port, int proto) {
        return edges.ask(
                pceId,
                book -> {
                    int at = book.find(srcIp, dstIp, port, proto);
                    return unseen(book, at) ? Instant.MAX : Hours.instant(book.first(at));
                });
    }

    /** Cost: microseconds. To the day, as {@code Edge.seenBefore}. */
    @Override
    public Instant lastSeen(String srcIp, String dstIp, int port, int proto) {
        return edges.ask(
                pceId,
                book -> {
                    int at = book.find(srcIp, dstIp, port, proto);
                    return unseen(book, at)
                            ? Instant.EPOCH
                            : EdgeFacts.seenBefore(
                                    book, at, tick.from(), Hours.instant(book.first(at)));
                });
    }

    /** Cost: microseconds. */
    @Override
    public Instant firstSeen(String ip) {
        return edges.ask(
                pceId,
                book -> {
                    long first = book.first(ip);
                    return first > Hours.micros(tick.at()) ? Instant.MAX : Hours.instant(first);
                });
    }

    /** Cost: a walk over all edges, some milliseconds. */
    @Override
    public double prevalence(Endpoint src, String dstIp, int port, int proto) {
        return share(
                src,
                book ->
                        at ->
                                book.port(at) == port
                                        && book.proto(at) == proto
                                        && book.dstIp(at).equals(dstIp),
                List.of(dstIp, port, proto));
    }

    /** Cost: a walk over all edges, some milliseconds. */
    @Override
    public double portPrevalence(Endpoint src, int port, int proto) {
        return share(
                src,
                book -> at -> book.port(at) == port && book.proto(at) == proto,
                List.of(port, proto));
    }

    private double share(Endpoint src, Function<EdgeBook, IntPredicate> used, List<?> question) {
        Set<String> peers = peerIps(src);
        if (peers.isEmpty()) {
            return 0;
        }
        Supplier<Set<String>> users =
                () ->
                        edges.ask(
                                pceId,
                                book -> {
                                    IntPredicate uses = used.apply(book);
                                    return sources(
                                            book,
                                            at ->
                                                    inDays(book, at)
                                                            && group(book, at, src)
                                                            && uses.test(at));
                                });
        Set<String> found = kept(users, "used", EdgeBook.group(src), question);
        long count = found.stream().filter(ip -> !ip.equals(src.ip())).count();
        return (double) count / peers.size();
    }

    private boolean inDays(EdgeBook book, int at) {
        return book.seenDays(at, day, DAYS) > 0;
    }

    private static boolean group(EdgeBook book, int at, Endpoint src) {
        String group = EdgeBook.group(src);
        return !group.isEmpty() && book.srcGroup(at).equals(group);
    }

    private static Set<String> sources(EdgeBook book, IntPredicate wanted) {
        Set<String> ips = new HashSet<>();
        for (int at = 0; at < book.size(); at++) {
            if (wanted.test(at)) {
                ips.add(book.srcIp(at));
            }
        }
        return ips;
    }

    /** Cost: a walk over all edges, some milliseconds, once for a set of labels. */
    @Override
    public int peers(Endpoint src) {
        return peerIps(src).size();
    }

    private Set<String> peerIps(Endpoint src) {
        Supplier<Set<String>> all =
                () ->
                        edges.ask(
                                pceId,
                                book ->
                                        sources(
                                                book,
                                                at -> group(book, at, src) && inDays(book, at)));
        Set<String> peers = new HashSet<>(kept(all, "peers", EdgeBook.group(src)));
        peers.remove(src.ip());
        return peers;
    }

    /** Cost: a walk over all edges, some milliseconds, once for a set of labels. */
    @Override
    public double peerOverlap(Endpoint src) {
        Supplier<Map<String, Set<String>>> all =
                () ->
                        edges.ask(
                                pceId,
                                book -> {
                                    Map<String, Set<String>> bySource = new HashMap<>();
                                    for (int at = 0; at < book.size(); at++) {
                                        if (group(book, at, src) && inDays(book, at)) {
                                            bySource.computeIfAbsent(
                                                            book.srcIp(at), ip -> new HashSet<>())
                                                    .add(book.dstIp(at));
                                        }
                                    }
                                    return bySource;
                                });
        Map<String, Set<String>> bySource = kept(all, "destinations", EdgeBook.group(src));
        Set<String> own = bySource.getOrDefault(src.ip(), Set.of());
        Set<String> theirs = new HashSet<>();
        bySource.forEach(
                (ip, destinations) -> {
                    if (!ip.equals(src.ip())) {
                        theirs.addAll(destinations);
                    }
                });
        if (theirs.isEmpty()) {
            return 1;
        }
        long both = own.stream().filter(theirs::contains).count();
        return (double) both / (own.size() + theirs.size() - both);
    }

    /** Cost: the stretch's flows are read once for all edges; beyond a day, its days by index. */
    @Override
    public long connections(String srcIp, String dstIp, int port, int proto, Duration back) {
        return amount(new Key(srcIp, dstIp, port, proto), back).connections();
    }

    /** Cost: as {@link #connections}. */
    @Override
    public long bytesIn(String srcIp, String dstIp, Duration back) {
        return amount(new Key(srcIp, dstIp, -1, -1), back).bytesIn();
    }

    private Amount amount(Key key, Duration back) {
        Instant from = tick.at().minus(back);
        if (back.compareTo(OF_FLOWS) <= 0) {
            return flows(from).getOrDefault(key, new Amount(0, 0));
        }
        int summed = summed();
        Amount now = flows(Hours.dayStart(summed)).getOrDefault(key, new Amount(0, 0));
        return now.plus(
                days(key, Hours.day(from), summed).values().stream()
                        .reduce(new Amount(0, 0), Amount::plus));
    }

    /**
     * The first day whose sums may not be made yet: a day is summed up once its last flows had time
     * to arrive, within the first hour of the next.
     */
    private int summed() {
        int today = Hours.day(tick.at());
        boolean early = tick.at().isBefore(Hours.dayStart(today).plus(Duration.ofHours(1)));
        return early ? today - 1 : today;
    }

    private Map<Key, Amount> flows(Instant from) {
        return kept(
                () -> {
                    Map<Key, Amount> sums = new HashMap<>();
                    for (Flow flow : read(from)) {
                        Amount more = new Amount(flow.connections(), flow.bytesIn());
                        sums.merge(
                                new Key(flow.srcIp(), flow.dstIp(), flow.port(), flow.proto()),
                                more,
                                Amount::plus);
                        sums.merge(new Key(flow.srcIp(), flow.dstIp(), -1, -1), more, Amount::plus);
                    }
                    return sums;
                },
                "flows",
                from);
    }

    private Iterable<Flow> read(Instant from) {
        try {
            return windows.between(pceId, pce, from, tick.at());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while a rule asked for the past", e);
        }
    }

    /** Sums by day, of days that are over. */
    private Map<Integer, Amount> days(Key key, int from, int to) {
        return kept(
                () -> {
                    Map<Integer, Amount> sums = new HashMap<>();
                    List<Long> ids = edgeIds(key);
                    if (!ids.isEmpty()) {
                        store.jdbi().useHandle(handle -> days(handle, ids, from, to, sums));
                    }
                    return sums;
                },
                "days",
                key,
                from,
                to);
    }

    private List<Long> edgeIds(Key key) {
        return edges.ask(
                pceId,
                book -> {
                    List<Long> ids = new ArrayList<>();
                    if (key.port() >= 0) {
                        int at = book.find(key.src(), key.dst(), key.port(), key.proto());
                        if (at != EdgeBook.NONE) {
                            ids.add(book.id(at));
                        }
                        return ids;
                    }
                    for (int at = 0; at < book.size(); at++) {
                        if (book.srcIp(at).equals(key.src()) && book.dstIp(at).equals(key.dst())) {
                            ids.add(book.id(at));
                        }
                    }
                    return ids;
                });
    }

    private static void days(
            Handle handle, List<Long> ids, int from, int to, Map<Integer, Amount> sums) {
        handle.createQuery(
                        """
                        select edge_day_id, connections, bytes_in
                          from edge_day
                         where edge_id in (<ids>)
                           and edge_day_id >= :from
                           and edge_day_id < :to
                        """)
                .bindList("ids", ids)
                .bind("from", from * Hours.ROWS)
                .bind("to", to * Hours.ROWS)
                .map(
                        (row, ctx) ->
                                Map.entry(
                                        (int) (row.getLong(1) / Hours.ROWS),
                                        new Amount(row.getLong(2), row.getLong(3))))
                .forEach(row -> sums.merge(row.getKey(), row.getValue(), Amount::plus));
    }

    /** Cost: a few rows by index. */
    @Override
    public List<Long> dailyBytesIn(String srcIp, String dstIp, int days) {
        int today = Hours.day(tick.at());
        Key key = new Key(srcIp, dstIp, -1, -1);
        Map<Integer, Amount> sums = new HashMap<>(days(key, today - days, today));
        if (summed() < today) {
            Instant midnight = Hours.dayStart(today);
            Amount since = flows(Hours.dayStart(summed())).getOrDefault(key, new Amount(0, 0));
            Amount after = flows(midnight).getOrDefault(key, new Amount(0, 0));
            sums.put(today - 1, since.minus(after));
        }
        List<Long> list = new ArrayList<>();
        for (int back = 1; back <= days; back++) {
            Amount amount = sums.get(today - back);
            list.add(amount == null ? 0L : amount.bytesIn());
        }
        return list;
    }

    /** Cost: once a day the reading of 30 days of edge sums, seconds for millions of rows. */
    @Override
    public long uploadPercentile(String role, double percentile) {
        List<Long> sorted = kept(() -> uploads(role), "uploads", role);
        if (sorted.isEmpty()) {
            return 0;
        }
        int rank = (int) Math.ceil(percentile / 100 * sorted.size());
        return sorted.get(Math.min(sorted.size() - 1, Math.max(0, rank - 1)));
    }

    private List<Long> uploads(String role) {
        Map<Long, Long> byEdge = sent.before(pceId, day);
        List<Long> sums =
                edges.ask(
                        pceId,
                        book -> {
                            Map<List<String>, Long> byPair = new HashMap<>();
                            for (int at = 0; at < book.size(); at++) {
                                Long bytes = byEdge.get(book.id(at));
                                if (bytes != null && !book.dstManaged(at) && role(book, at, role)) {
                                    byPair.merge(
                                            List.of(book.srcIp(at), book.dstIp(at)),
                                            bytes,
                                            Long::sum);
                                }
                            }
                            return new ArrayList<>(byPair.values());
                        });
        Collections.sort(sums);
        return sums;
    }

    private static boolean role(EdgeBook book, int at, String role) {
        String group = book.srcGroup(at);
        int from = group.indexOf('\t') + 1;
        return from > 0 && group.substring(from, group.indexOf('\t', from)).equals(role);
    }

    /** Cost: a walk over all edges, some milliseconds, once a role. */
    @Override
    public boolean roleEgressed(String role) {
        return kept(
                () ->
                        edges.ask(
                                pceId,
                                book -> {
                                    for (int at = 0; at < book.size(); at++) {
                                        if (book.dstPublic(at)
                                                && book.allowedDays(at, day, DAYS) > 0
                                                && role(book, at, role)) {
                                            return true;
                                        }
                                    }
                                    return false;
                                }),
                "egressed",
                role);
    }

    /** Cost: microseconds. */
    @Override
    public boolean stoppedBefore(String srcIp, String dstIp, int port, int proto) {
        return edges.ask(
                pceId,
                book -> {
                    int at = book.find(srcIp, dstIp, port, proto);
                    return at != EdgeBook.NONE && book.stoppedDays(at, day, DAYS) > 0;
                });
    }

    /** Cost: the actor's rows by index. */
    @Override
    public List<Event> events(String actor, Duration back) {
        return kept(
                () ->
                        store.jdbi()
                                .withHandle(
                                        handle ->
                                                FlowWindows.eventsBy(
                                                        handle,
                                                        pceId,
                                                        pce,
                                                        tick.at().minus(back),
                                                        tick.at(),
                                                        actor)),
                "events by",
                actor,
                back);
    }

    /** Cost: all events of the stretch. */
    @Override
    public List<Event> eventsOf(String type, Duration back) {
        return kept(
                () ->
                        store.jdbi()
                                .withHandle(
                                        handle ->
                                                FlowWindows.eventsOf(
                                                        handle,
                                                        pceId,
                                                        pce,
                                                        tick.at().minus(back),
                                                        tick.at(),
                                                        type)),
                "events of",
                type,
                back);
    }

    /** Cost: the actor's rows by index. */
    @Override
    public boolean actorSeenFrom(String actor, String srcIp) {
        return kept(
                () ->
                        store.jdbi()
                                .withHandle(
                                        handle ->
                                                handle.createQuery(
                                                                        """
                                                                select count(*)
                                                                  from event e
                                                                  join pull p on p.pull_id = e.pull_id
                                                                             and p.outcome in ('OK', 'PARTIAL')
                                                                 where e.pce_id = :pce
                                                                   and e.actor = :actor
                                                                   and e.src_ip = :ip
                                                                   and e.at > :from
                                                                   and e.at <= :to
                                                                """)
                                                                .bind("pce", pceId)
                                                                .bind("actor", actor)
                                                                .bind("ip", srcIp)
                                                                .bind("from", ago(DAYS))
                                                                .bind("to", Hours.utc(tick.from()))
                                                                .mapTo(long.class)
                                                                .one()
                                                        > 0),
                "seen from",
                actor,
                srcIp);
    }

    private OffsetDateTime ago(int days) {
        return Hours.utc(tick.from().minus(Duration.ofDays(days)));
    }

    /** Cost: the actor's rows of 90 days by index. */
    @Override
    public double actorHourShare(String actor, Instant moment) {
        List<Integer> hours = kept(() -> hoursOfChanges(actor), "changes", actor);
        if (hours.size() < FEWEST_CHANGES) {
            return 1;
        }
        int same = Collections.frequency(hours, hourOfWeek(moment));
        return (double) same / hours.size();
    }

    private int hourOfWeek(Instant at) {
        ZonedDateTime local = at.atZone(zone);
        return local.getDayOfWeek().ordinal() * Hours.PER_DAY + local.getHour();
    }

    private List<Integer> hoursOfChanges(String actor) {
        return store.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                select e.at
                                                  from event e
                                                  join pull p on p.pull_id = e.pull_id
                                                             and p.outcome in ('OK', 'PARTIAL')
                                                 where e.pce_id = :pce
                                                   and e.actor = :actor
                                                   and e.at > :from
                                                   and e.at <= :to
                                                   and (e.type like '%.create' or e.type like '%.update'
                                                        or e.type like '%.delete' or e.type like '%.unpair')
                                                """)
                                        .bind("pce", pceId)
                                        .bind("actor", actor)
                                        .bind("from", ago(ACTOR_DAYS))
                                        .bind("to", Hours.utc(tick.from()))
                                        .map(
                                                (row, ctx) ->
                                                        hourOfWeek(
                                                                row.getObject(
                                                                                1,
                                                                                OffsetDateTime
                                                                                        .class)
                                                                        .toInstant()))
                                        .list());
    }

    /** Cost: a walk over the endpoints, once a tick. */
    @Override
    public int fleet() {
        return kept(
                () ->
                        store.jdbi()
                                .withHandle(
                                        handle ->
                                                handle.createQuery(
                                                                """
                                                                select count(distinct href)
                                                                  from endpoint
                                                                 where pce_id = ?
                                                                   and managed
                                                                   and href <> ''
                                                                """)
                                                        .bind(0, pceId)
                                                        .mapTo(int.class)
                                                        .one()),
                "fleet");
    }
}
