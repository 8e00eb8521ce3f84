package illumiomonitor.engine.reference;

import com.fasterxml.jackson.databind.JsonNode;
import illumiomonitor.db.Store;
import illumiomonitor.engine.journal.Outcome;
import illumiomonitor.engine.pce.PceList;
import illumiomonitor.spi.SourceException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lists of one PCE and keeps what changed. A list is read whole before anything of it is
 * kept; one that cannot be read stays as it was. One thread at a time.
 */
public final class Refresh {

    /** Where the lists come from. */
    @FunctionalInterface
    public interface Source {
        void each(PceList list, Consumer<JsonNode> objects)
                throws SourceException, InterruptedException;
    }

    /**
     * How a reading ended.
     *
     * @param objects that the lists hold
     * @param changed versions begun or ended
     * @param reason a sentence for people, empty when all went well
     */
    public record Report(Outcome outcome, long objects, int changed, String reason) {}

    /** After as many bad readings in a row the next one waits as long as after a good one. */
    private static final int PATIENCE = 12;

    /** So many lists in a row that cannot be reached say that the PCE cannot. */
    private static final int HOPELESS = 2;

    private static final Instant NEWEST = Instant.parse("9999-01-01T00:00:00Z");

    /** What one list held. */
    private record Answer(Map<String, Item> items, Heartbeats.Told told) {}

    private final Store store;
    private final int pceId;
    private final String pce;
    private final Source source;
    private final Duration every;
    private final Duration kept;
    private final InstantSource clock;
    private final ReferenceDao dao = new ReferenceDao();

    /**
     * @param every time between two readings
     * @param kept how long ended versions stay
     * @param clock the PCE's time
     */
    public Refresh(
            Store store,
            int pceId,
            String pce,
            Source source,
            Duration every,
            Duration kept,
            InstantSource clock) {
        this.store = store;
        this.pceId = pceId;
        this.pce = pce;
        this.source = source;
        this.every = every;
        this.kept = kept;
        this.clock = clock;
    }

    /**
     * Whether it is time to read them again, or they were never read. What could not be read is
     * asked for again two minutes later, then four, and so on up to the usual time.
     */
    public boolean isDue() {
        Instant now = clock.instant();
        List<ReferenceDao.Attempt> attempts =
                store.jdbi().withHandle(handle -> dao.attempts(handle, pceId, PATIENCE));
        if (attempts.isEmpty()) {
            return true;
        }
        Instant last = attempts.get(0).at();
        return !last.plus(pause(attempts)).isAfter(now) || last.isAfter(now.plus(every));
    }

    private Duration pause(List<ReferenceDao.Attempt> attempts) {
        long bad = attempts.stream().takeWhile(attempt -> !attempt.good()).count();
        Duration doubled = Duration.ofMinutes(1L << bad);
        return bad == 0 || doubled.compareTo(every) > 0 ? every : doubled;
    }

    /**
     * Reads the lists. What it brings holds from the next tick on; the first that is ever read
     * holds from this tick on, for nothing was judged without it.
     *
     * @param tick that is worked on
     * @param warn told, in a sentence, of every list that could not be read
     */
    public Report read(Instant tick, Consumer<String> warn) throws InterruptedException {
        Map<PceList, Answer> answers = new EnumMap<>(PceList.class);
        Set<PceList> broken = EnumSet.noneOf(PceList.class);
        StringJoiner reasons = new StringJoiner("; ");
        int unreached = 0;
        for (PceList list : PceList.values()) {
            try {
                answers.put(list, answer(list));
                unreached = 0;
            } catch (SourceException e) {
                boolean quiet = list == PceList.VENS && isRefusal(e); // old releases have no list
                if (!isRefusal(e)) {
                    broken.add(list);
                }
                if (!quiet) {
                    String sentence =
                            "%s of PCE %s stay as they were read before: %s"
                                    .formatted(word(list), pce, e.getMessage());
                    reasons.add(sentence);
                    warn.accept(sentence);
                }
                // One answer that breaks off may be its own fault; after two the others would fail
                // alike, each after its own patience.
                unreached = isUnreachable(e) ? unreached + 1 : 0;
                if (unreached == HOPELESS) {
                    break;
                }
            }
        }
        return store.jdbi()
                .inTransaction(handle -> kept(handle, tick, answers, broken, reasons.toString()));
    }

    private Answer answer(PceList list) throws SourceException, InterruptedException {
        // Before it is asked for: a long answer may be older at its end than it says.
        Instant asked = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Map<String, Item> items = new LinkedHashMap<>();
        Map<String, Long> beats = new LinkedHashMap<>();
        source.each(
                list,
                node -> {
                    Item item = Item.of(list, node);
                    if (!item.href().isEmpty() && !node.path("deleted").asBoolean(false)) {
                        items.put(item.href(), item);
                        beat(beats, item.href(), Item.text(node, "last_heartbeat_at"));
                        beat(
                                beats,
                                item.href(),
                                Item.text(node.path("agent").path("status"), "last_heartbeat_on"));
                    }
                });
        return new Answer(items, new Heartbeats.Told(asked, beats));
    }

    private static void beat(Map<String, Long> beats, String href, String written) {
        if (written.isEmpty()) {
            return;
        }
        try {
            beats.put(href, Instant.parse(written).getEpochSecond());
        } catch (DateTimeParseException e) {
            beats.remove(href); // a heartbeat that cannot be read is one that is not known
        }
    }

    private Report kept(
            Handle handle,
            Instant tick,
            Map<PceList, Answer> answers,
            Set<PceList> broken,
            String reason) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Optional<ReferenceDao.Read> last = dao.newest(handle, pceId, NEWEST);
        Instant validAt = last.isEmpty() ? tick : now.isAfter(tick) ? now : tick.plusNanos(1000);
        Heartbeats known = last.map(read -> dao.heartbeats(handle, read)).orElse(Heartbeats.NONE);
        if (answers.isEmpty()) {
            String failed = Outcome.FAILED.name();
            dao.enter(handle, pceId, now, validAt, failed, 0, reason, known);
            return new Report(broken.isEmpty() ? Outcome.OK : Outcome.PARTIAL, 0, 0, reason);
        }
        Map<PceList, Map<String, Item>> lists = lists(answers);
        List<Long> ended = new ArrayList<>();
        List<Version> begun = new ArrayList<>();
        long objects = lists.values().stream().mapToLong(Map::size).sum();
        List<Version> open = dao.open(handle, pceId);
        Heartbeats beats =
                known.after(
                        told(answers, PceList.WORKLOADS),
                        told(answers, PceList.VENS),
                        hrefs(open, PceList.WORKLOADS));
        compare(open, lists, validAt, ended, begun);
        dao.end(handle, ended, validAt);
        dao.begin(handle, pceId, begun, validAt);
        Outcome outcome = broken.isEmpty() ? Outcome.OK : Outcome.PARTIAL;
        int changed = ended.size() + begun.size();
        long read = dao.enter(handle, pceId, now, validAt, outcome.name(), changed, reason, beats);
        dao.enterBeats(handle, read, beats.beats());
        dao.forget(handle, pceId, now.minus(kept));
        return new Report(outcome, objects, changed, reason);
    }

    /** What is kept in versions: of VENs only the heartbeats are. */
    private static Map<PceList, Map<String, Item>> lists(Map<PceList, Answer> answers) {
        Map<PceList, Map<String, Item>> lists = new EnumMap<>(PceList.class);
        answers.forEach((list, answer) -> lists.put(list, answer.items()));
        lists.remove(PceList.VENS);
        return lists;
    }

    private static Heartbeats.@Nullable Told told(Map<PceList, Answer> answers, PceList list) {
        Answer answer = answers.get(list);
        return answer == null ? null : answer.told();
    }

    private static Set<String> hrefs(List<Version> versions, PceList list) {
        return versions.stream()
                .map(Version::item)
                .filter(item -> item.kind() == list)
                .map(Item::href)
                .collect(Collectors.toSet());
    }

    private static void compare(
            List<Version> before,
            Map<PceList, Map<String, Item>> answers,
            Instant at,
            List<Long> ended,
            List<Version> begun) {
        for (Version old : before) {
            Map<String, Item> list = answers.get(old.item().kind());
            if (list == null) {
                continue; // this list could not be read
            }
            Item now = list.get(old.item().href());
            if (now != null && now.equals(old.item())) {
                list.remove(now.href());
                continue;
            }
            ended.add(old.id());
            if (now != null) {
                list.remove(now.href());
                begun.add(new Version(0, now, labelsSince(old, now, at)));
            }
        }
        answers.values()
                .forEach(
                        list -> list.values().forEach(item -> begun.add(new Version(0, item, at))));
    }

    private static Instant labelsSince(Version old, Item now, Instant at) {
        boolean same = old.item().body().path("labels").equals(now.body().path("labels"));
        return same ? old.labelsSince() : at;
    }

    private static boolean isRefusal(SourceException e) {
        return switch (e.problem()) {
            case REFUSED, UNAUTHORIZED, FORBIDDEN -> true;
            default -> false;
        };
    }

    private static boolean isUnreachable(SourceException e) {
        return e.problem() == SourceException.Problem.UNREACHABLE;
    }

    private static String word(PceList list) {
        return switch (list) {
            case LABELS -> "labels";
            case LABEL_GROUPS -> "label groups";
            case WORKLOADS -> "workloads";
            case IP_LISTS -> "IP lists";
            case SERVICES -> "services";
            case VENS -> "heartbeats of VENs";
        };
    }
}
