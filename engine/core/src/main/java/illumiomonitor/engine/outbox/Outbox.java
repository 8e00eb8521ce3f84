package illumiomonitor.engine.outbox;

import illumiomonitor.db.Store;
import illumiomonitor.engine.alert.Notification;
import illumiomonitor.engine.alert.Recorded;
import illumiomonitor.spi.Message;
import illumiomonitor.spi.Notifier;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Tells people at least once, per alert and channel, and never loses a message between the store
 * and the channel. Thread-safe.
 *
 * <p>A message is written in the transaction of its alert, with a key that is the same whenever it
 * is sent. Of one rule at one tick a channel gets at most five messages; the rest go as one. What a
 * rule says at its first tick after learning goes as one altogether.
 */
public final class Outbox implements AutoCloseable {

    /** Most messages of their own per rule, channel and tick. */
    static final int STORM = 5;

    private static final Duration CALL = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Comparator<Notification> WORST_FIRST =
            Comparator.<Notification, Integer>comparing(n -> -n.alert().severity().ordinal());

    private final Store store;
    private final Composer composer;
    private final Clock clock;
    private final Duration patience;
    private final Map<String, Lane> lanes = new LinkedHashMap<>();

    /**
     * @param channels by name, in the order of the configuration; closed with the outbox
     */
    public Outbox(Store store, Map<String, Notifier> channels, Composer composer, Clock clock) {
        this(store, channels, composer, clock, CALL, PATIENCE);
    }

    /**
     * @param call longest that a channel may take for one message
     * @param patience longest that {@link #sendDue} waits for all channels
     */
    Outbox(
            Store store,
            Map<String, Notifier> channels,
            Composer composer,
            Clock clock,
            Duration call,
            Duration patience) {
        this.store = store;
        this.composer = composer;
        this.clock = clock;
        this.patience = patience;
        Backoff backoff = new Backoff(RandomGenerator.getDefault());
        channels.forEach(
                (name, notifier) ->
                        lanes.put(
                                name,
                                new Lane(
                                        name,
                                        new Attempt(name, notifier, call),
                                        store,
                                        backoff,
                                        clock)));
    }

    /** Names of the channels. */
    public Set<String> channels() {
        return lanes.keySet();
    }

    /**
     * Writes the messages of what was recorded, in the same transaction.
     *
     * @return how many were written
     */
    public int enqueue(Handle handle, Recorded recorded) {
        Map<String, List<Notification>> byRule = new LinkedHashMap<>();
        for (Notification notification : recorded.notifications()) {
            byRule.computeIfAbsent(notification.alert().rule(), rule -> new ArrayList<>())
                    .add(notification);
        }
        DeliveryDao dao = handle.attach(DeliveryDao.class);
        int written = 0;
        for (List<Notification> notifications : byRule.values()) {
            notifications.sort(WORST_FIRST);
            for (String channel : lanes.keySet()) {
                written += enqueue(dao, recorded, notifications, channel);
            }
        }
        return written;
    }

    private int enqueue(
            DeliveryDao dao, Recorded recorded, List<Notification> notifications, String channel) {
        String rule = notifications.get(0).alert().rule();
        int already = dao.ownMessages(recorded.pceId(), rule, recorded.tick(), channel);
        int most = recorded.graduated().contains(rule) ? 0 : STORM;
        int own = Math.min(notifications.size(), Math.max(0, most - already));
        int written = 0;
        for (Notification notification : notifications.subList(0, own)) {
            written += enqueueOne(dao, notification, channel);
        }
        List<Notification> rest = notifications.subList(own, notifications.size());
        return rest.isEmpty() ? written : written + enqueueDigest(dao, recorded, rest, channel);
    }

    private int enqueueOne(DeliveryDao dao, Notification notification, String channel) {
        var alert = notification.alert();
        String key =
                IdempotencyKey.of(
                        alert.pce(),
                        alert.rule(),
                        alert.subject(),
                        alert.openedAt(),
                        channel,
                        notification.number());
        if (dao.known(channel, key) > 0) {
            return 0;
        }
        dao.insert(
                alert.id(),
                channel,
                notification.number(),
                Message.Kind.ALERT.name(),
                key,
                Payload.write(composer.alert(notification, key)),
                clock.instant());
        return 1;
    }

    private int enqueueDigest(
            DeliveryDao dao, Recorded recorded, List<Notification> rest, String channel) {
        String rule = rest.get(0).alert().rule();
        int n = 1;
        String key = IdempotencyKey.ofDigest(recorded.pce(), rule, recorded.tick(), channel, n);
        while (dao.known(channel, key) > 0) {
            n++;
            key = IdempotencyKey.ofDigest(recorded.pce(), rule, recorded.tick(), channel, n);
        }
        long id =
                dao.insert(
                        null,
                        channel,
                        n,
                        Message.Kind.DIGEST.name(),
                        key,
                        Payload.write(digest(recorded, rest, key)),
                        clock.instant());
        dao.tellIn(id, rest.stream().map(notification -> notification.alert().id()).toList());
        return 1;
    }

    private Message digest(Recorded recorded, List<Notification> rest, String key) {
        return recorded.graduated().contains(rest.get(0).alert().rule())
                ? composer.graduation(rest, recorded.tick(), key)
                : composer.digest(rest, recorded.tick(), key);
    }

    /** Has every channel send what is due, and waits for none: they do not wait for each other. */
    public void kick() {
        begin();
    }

    private Map<String, CompletableFuture<Tally>> begin() {
        store.jdbi().useExtension(DeliveryDao.class, dao -> dao.giveUpOthers(lanes.keySet()));
        Map<String, CompletableFuture<Tally>> running = new LinkedHashMap<>();
        lanes.forEach((name, lane) -> running.put(name, lane.kick()));
        return running;
    }

    /**
     * Sends what is due and waits for the channels, but not for one that takes longer than half a
     * minute: it goes on by itself.
     *
     * @throws InterruptedException if the caller is to stop; the channels go on until {@link
     *     #close}
     */
    public SendReport sendDue() throws InterruptedException {
        Map<String, CompletableFuture<Tally>> running = begin();
        long deadline = System.nanoTime() + patience.toNanos();
        SendReport report = SendReport.nothing();
        for (Map.Entry<String, CompletableFuture<Tally>> lane : running.entrySet()) {
            report = report.and(result(lane.getKey(), lane.getValue(), deadline));
        }
        return report;
    }

    private static Tally result(String channel, CompletableFuture<Tally> lane, long deadline)
            throws InterruptedException {
        try {
            return lane.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return new Tally(0, 0, 0, "channel " + channel + " is still sending");
        } catch (ExecutionException e) {
            return new Tally(
                    0,
                    0,
                    0,
                    "channel " + channel + " could not mark its messages: " + e.getCause());
        }
    }

    /** When the next waiting message may be sent, if one waits. */
    public Optional<Instant> nextDue() {
        return store.jdbi().withExtension(DeliveryDao.class, DeliveryDao::nextDue);
    }

    /**
     * Sends a marked test through the outbox to one channel, or to all when none is named, and says
     * how each took it. A test is tried once.
     *
     * @throws IllegalArgumentException if there is no such channel
     */
    public List<TestResult> test(@Nullable String channel) throws InterruptedException {
        if (channel != null && !lanes.containsKey(channel)) {
            throw new IllegalArgumentException(
                    "there is no channel " + channel + "; known are " + lanes.keySet());
        }
        Map<String, Long> tests = new LinkedHashMap<>();
        for (String name : channel == null ? lanes.keySet() : Set.of(channel)) {
            tests.put(name, enqueueTest(name));
        }
        long deadline = System.nanoTime() + patience.plus(CALL).toNanos();
        Map<String, CompletableFuture<Tally>> running = new LinkedHashMap<>();
        tests.keySet().forEach(name -> running.put(name, lane(name).kick()));
        List<TestResult> results = new ArrayList<>();
        for (Map.Entry<String, Long> test : tests.entrySet()) {
            String name = test.getKey();
            Tally tally =
                    result(name, running.getOrDefault(name, new CompletableFuture<>()), deadline);
            results.add(outcome(name, test.getValue(), tally));
        }
        return results;
    }

    private Lane lane(String name) {
        Lane lane = lanes.get(name);
        if (lane == null) {
            throw new IllegalArgumentException("there is no channel " + name);
        }
        return lane;
    }

    private long enqueueTest(String channel) {
        String key = IdempotencyKey.ofTest(channel, UUID.randomUUID().toString());
        Instant now = clock.instant();
        String payload = Payload.write(composer.test(channel, now, key));
        return store.jdbi()
                .withExtension(
                        DeliveryDao.class,
                        dao ->
                                dao.insert(
                                        null,
                                        channel,
                                        0,
                                        Message.Kind.TEST.name(),
                                        key,
                                        payload,
                                        now));
    }

    private TestResult outcome(String channel, long deliveryId, Tally tally) {
        return store.jdbi()
                .withExtension(
                        DeliveryDao.class,
                        dao -> {
                            DeliveryDao.Standing standing = dao.standing(deliveryId);
                            Duration took = Duration.ofMillis(standing.tookMs());
                            if (standing.state().equals("PENDING")) {
                                String why = tally.problem();
                                dao.failed(deliveryId, "DEAD", 0, why, clock.instant(), 0);
                                return new TestResult(channel, false, why, took);
                            }
                            boolean taken = standing.state().equals("SENT");
                            return new TestResult(
                                    channel,
                                    taken,
                                    taken ? standing.answer() : standing.lastError(),
                                    took);
                        });
    }

    /** What was given up, newest first; tests, which are tried once, are not among it. */
    public List<DeadLetter> dead(int limit) {
        return store.jdbi().withExtension(DeliveryDao.class, dao -> dao.dead(limit));
    }

    /**
     * Tries a message that was given up once more, with all its attempts; it keeps its key.
     *
     * @return whether it had been given up
     */
    public boolean replay(long deliveryId) {
        return store.jdbi()
                        .withExtension(
                                DeliveryDao.class, dao -> dao.replay(deliveryId, clock.instant()))
                > 0;
    }

    /** Stops sending at once; what was not marked is sent again by the next outbox. */
    @Override
    public void close() {
        lanes.values().forEach(Lane::close);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        try {
            for (Lane lane : lanes.values()) {
                if (!lane.ended(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
