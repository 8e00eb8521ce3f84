package illumiomonitor.engine.pce;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.spi.FlowQuery;
import illumiomonitor.spi.SourceException;
import illumiomonitor.spi.TimeWindow;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

/**
 * Saves what a PCE answers into a folder that the lab replays. Names, addresses, labels, users and
 * paths are replaced on request, consistently within one recording and with a key that is not kept.
 */
public final class PceRecorder {

    private static final Duration SHORTEST = Duration.ofMinutes(1);

    /** Day totals are asked for with an overlap, as pulls do, because reports arrive late. */
    private static final Duration OVERLAP = Duration.ofMinutes(30);

    /**
     * What is recorded.
     *
     * @param window traffic and events of this time
     * @param step traffic is asked for in steps of this length, each of which a replay can ask for
     * @param anonymise whether texts that tell whose they are are replaced
     * @param counters {@code bucket} or {@code clipped}: how the PCE counts
     * @param maxRows the most rows of one traffic answer
     */
    public record Plan(
            TimeWindow window, Duration step, boolean anonymise, String counters, int maxRows) {

        private Duration overlap() {
            return counters.equals("clipped") ? Duration.ZERO : OVERLAP;
        }
    }

    /**
     * What was recorded.
     *
     * @param flows traffic rows; one that several steps have seen counts for each
     * @param notes what the PCE did not give, a sentence each
     */
    public record Recording(
            long flows, long events, long workloads, long labels, List<String> notes) {

        public Recording {
            notes = List.copyOf(notes);
        }
    }

    private final PceClient pce;
    private final Path folder;
    private final Plan plan;
    private final UnaryOperator<JsonNode> veil;
    private final Journal journal;
    private final List<String> notes = new ArrayList<>();
    private int answers;
    private long rows;

    private PceRecorder(PceClient pce, Path folder, Plan plan, Journal journal) {
        Anonymiser anonymiser = new Anonymiser();
        this.pce = pce;
        this.folder = folder;
        this.plan = plan;
        this.veil = plan.anonymise() ? anonymiser::veil : UnaryOperator.identity();
        this.journal = journal;
    }

    /**
     * Records.
     *
     * @param folder new or empty
     * @throws IOException if the folder is not empty or cannot be written
     */
    public static Recording record(PceClient pce, Path folder, Plan plan, Journal journal)
            throws SourceException, IOException, InterruptedException {
        Files.createDirectories(folder);
        try (DirectoryStream<Path> inside = Files.newDirectoryStream(folder)) {
            if (inside.iterator().hasNext()) {
                throw new IOException(folder + " is not empty: record into a new folder");
            }
        }
        try {
            return new PceRecorder(pce, folder, plan, journal).record();
        } catch (PceFault fault) {
            throw fault.toSource();
        }
    }

    private Recording record() throws PceFault, SourceException, IOException, InterruptedException {
        single("/product_version", "version.json");
        single("/health", "health.json");
        long labels = list("labels.json", elements -> pce.eachLabel(elements::add));
        long workloads = list("workloads.json", elements -> pce.eachWorkload(elements::add));
        long events = events();
        flows();
        // Written last: a folder without it is no recording.
        meta();
        return new Recording(rows, events, workloads, labels, notes);
    }

    private void meta() throws IOException {
        ObjectNode meta = Json.MAPPER.createObjectNode();
        meta.put("format", 1);
        meta.put("recorded_from", plan.window().from().toString());
        meta.put("recorded_to", plan.window().to().toString());
        meta.put("recorded_at", pce.now().toString());
        meta.put("anonymised", plan.anonymise());
        meta.put("counters", plan.counters());
        Files.writeString(folder.resolve("meta.json"), meta.toPrettyString() + "\n");
    }

    private interface Listing {
        void into(Elements elements) throws PceFault, InterruptedException;
    }

    private long list(String file, Listing listing)
            throws PceFault, IOException, InterruptedException {
        try (Elements elements = new Elements(file)) {
            listing.into(elements);
            return elements.count;
        }
    }

    private void single(String path, String file)
            throws PceFault, IOException, InterruptedException {
        try {
            JsonNode body = pce.raw(path);
            Files.writeString(folder.resolve(file), veil.apply(body) + "\n");
        } catch (PceFault fault) {
            if (!fault.isGone() && fault.status() != 403) {
                throw fault;
            }
            notes.add("The PCE does not show %s to this key.".formatted(path));
        }
    }

    private long events() throws SourceException, IOException, InterruptedException {
        try (Elements events = new Elements("events.json")) {
            pce.events(plan.window(), event -> events.add(event.body()));
            return events.count;
        }
    }

    /** Oldest slice first; one that is truncated is halved. */
    private void flows() throws PceFault, IOException, InterruptedException {
        Deque<TimeWindow> left = slices();
        while (!left.isEmpty()) {
            TimeWindow slice = left.removeFirst();
            journal.progress("recording traffic", answers, answers + 1L + left.size());
            Instant askedAt = pce.now();
            TimeWindow asked = new TimeWindow(slice.from().minus(plan.overlap()), slice.to());
            TrafficQuery.Answer answer = pce.answer(FlowQuery.of(asked, plan.maxRows()));
            try (Spooled spooled = answer.rows()) {
                Duration length = Duration.between(slice.from(), slice.to());
                boolean truncated = Flows.isTruncated(answer, plan.maxRows());
                if (truncated && length.compareTo(SHORTEST) > 0) {
                    Instant middle = slice.from().plus(length.dividedBy(2));
                    left.addFirst(new TimeWindow(middle, slice.to()));
                    left.addFirst(new TimeWindow(slice.from(), middle));
                    continue;
                }
                if (truncated) {
                    notes.add("The PCE did not give all traffic of %s.".formatted(slice.from()));
                }
                write(spooled, asked, askedAt);
            }
        }
    }

    private Deque<TimeWindow> slices() {
        Instant end = plan.window().to();
        Deque<TimeWindow> slices = new ArrayDeque<>();
        for (Instant from = plan.window().from(); from.isBefore(end); ) {
            Instant to = from.plus(plan.step());
            slices.add(new TimeWindow(from, to.isBefore(end) ? to : end));
            from = to;
        }
        return slices;
    }

    private void write(Spooled spooled, TimeWindow asked, Instant askedAt) throws IOException {
        answers++;
        Path file = folder.resolve("flows-%04d.json.gz".formatted(answers));
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file));
                JsonGenerator json = Json.MAPPER.createGenerator(out);
                JsonRows each = spooled.open()) {
            json.writeStartObject();
            json.writeStringField("asked_at", askedAt.toString());
            json.writeStringField("start_date", asked.from().toString());
            json.writeStringField("end_date", asked.to().toString());
            json.writeArrayFieldStart("rows");
            while (each.next()) {
                rows++;
                json.writeTree(veil.apply(Json.MAPPER.readTree(each.text())));
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    /** A file with an array that is written as its elements come. */
    private final class Elements implements AutoCloseable {

        private final JsonGenerator json;
        private long count;

        Elements(String file) throws IOException {
            json = Json.MAPPER.createGenerator(Files.newOutputStream(folder.resolve(file)));
            json.writeStartArray();
        }

        void add(String text) {
            try {
                add(Json.MAPPER.readTree(text));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void add(JsonNode element) {
            count++;
            try {
                json.writeTree(veil.apply(element));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            json.writeEndArray();
            json.close();
        }
    }
}
