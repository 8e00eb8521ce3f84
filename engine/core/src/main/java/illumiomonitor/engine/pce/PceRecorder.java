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
import java.util.Deque;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

/**
 * Saves what a PCE answers into a folder that the lab replays. Names, addresses, labels, users and
 * paths are replaced on request, consistently within one recording and with a key that is not kept.
 */
public final class PceRecorder {

    private static final Duration SLICE = Duration.ofHours(1);
    private static final Duration SHORTEST = Duration.ofMinutes(1);

    /** Day totals are asked for with an overlap, as pulls do, because reports arrive late. */
    private static final Duration OVERLAP = Duration.ofMinutes(30);

    private final PceClient pce;
    private final Path folder;
    private final UnaryOperator<JsonNode> veil;
    private final Duration overlap;
    private final Journal journal;
    private int answers;

    private PceRecorder(
            PceClient pce,
            Path folder,
            UnaryOperator<JsonNode> veil,
            Duration overlap,
            Journal journal) {
        this.pce = pce;
        this.folder = folder;
        this.veil = veil;
        this.overlap = overlap;
        this.journal = journal;
    }

    /**
     * Records.
     *
     * @param folder new or empty
     * @param window traffic and events of this time
     * @param anonymise whether texts that tell whose they are are replaced
     * @param counters {@code bucket} or {@code clipped}: how the PCE counts
     * @param maxRows the most rows of one traffic answer
     * @throws IOException if the folder is not empty or cannot be written
     */
    public static void record(
            PceClient pce,
            Path folder,
            TimeWindow window,
            boolean anonymise,
            String counters,
            int maxRows,
            Journal journal)
            throws SourceException, IOException, InterruptedException {
        Files.createDirectories(folder);
        try (DirectoryStream<Path> inside = Files.newDirectoryStream(folder)) {
            if (inside.iterator().hasNext()) {
                throw new IOException(folder + " is not empty: record into a new folder");
            }
        }
        Anonymiser anonymiser = new Anonymiser();
        UnaryOperator<JsonNode> veil = anonymise ? anonymiser::veil : UnaryOperator.identity();
        PceRecorder recorder =
                new PceRecorder(
                        pce,
                        folder,
                        veil,
                        counters.equals("clipped") ? Duration.ZERO : OVERLAP,
                        journal);
        try {
            recorder.lists();
            recorder.events(window);
            recorder.flows(window, maxRows);
        } catch (PceFault fault) {
            throw fault.toSource();
        }
        // Written last: a folder without it is no recording.
        recorder.meta(window, anonymise, counters);
    }

    private void meta(TimeWindow window, boolean anonymised, String counters) throws IOException {
        ObjectNode meta = Json.MAPPER.createObjectNode();
        meta.put("format", 1);
        meta.put("recorded_from", window.from().toString());
        meta.put("recorded_to", window.to().toString());
        meta.put("recorded_at", pce.now().toString());
        meta.put("anonymised", anonymised);
        meta.put("counters", counters);
        Files.writeString(folder.resolve("meta.json"), meta.toPrettyString() + "\n");
    }

    private void lists() throws PceFault, IOException, InterruptedException {
        single("/product_version", "version.json");
        single("/health", "health.json");
        try (Elements labels = new Elements("labels.json")) {
            pce.eachLabel(labels::add);
        }
        try (Elements workloads = new Elements("workloads.json")) {
            pce.eachWorkload(workloads::add);
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
            journal.info("the PCE has no " + path);
        }
    }

    private void events(TimeWindow window)
            throws SourceException, IOException, InterruptedException {
        try (Elements events = new Elements("events.json")) {
            pce.events(window, event -> events.add(event.body()));
        }
    }

    /** Oldest slice first; one that is truncated is halved. */
    private void flows(TimeWindow window, int maxRows)
            throws PceFault, IOException, InterruptedException {
        Deque<TimeWindow> left = new ArrayDeque<>();
        for (Instant from = window.from(); from.isBefore(window.to()); from = from.plus(SLICE)) {
            Instant to = from.plus(SLICE);
            left.add(new TimeWindow(from, to.isBefore(window.to()) ? to : window.to()));
        }
        while (!left.isEmpty()) {
            TimeWindow slice = left.removeFirst();
            journal.progress("recording traffic", answers, answers + 1L + left.size());
            Instant askedAt = pce.now();
            TimeWindow asked = new TimeWindow(slice.from().minus(overlap), slice.to());
            TrafficQuery.Answer answer = pce.answer(FlowQuery.of(asked, maxRows));
            try (Spooled rows = answer.rows()) {
                Duration length = Duration.between(slice.from(), slice.to());
                boolean truncated = Flows.isTruncated(answer, maxRows);
                if (truncated && length.compareTo(SHORTEST) > 0) {
                    Instant middle = slice.from().plus(length.dividedBy(2));
                    left.addFirst(new TimeWindow(middle, slice.to()));
                    left.addFirst(new TimeWindow(slice.from(), middle));
                    continue;
                }
                if (truncated) {
                    journal.warn("the PCE did not give all traffic of " + slice.from());
                }
                write(rows, asked, askedAt);
            }
        }
    }

    private void write(Spooled rows, TimeWindow asked, Instant askedAt) throws IOException {
        answers++;
        Path file = folder.resolve("flows-%04d.json.gz".formatted(answers));
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file));
                JsonGenerator json = Json.MAPPER.createGenerator(out);
                JsonRows each = rows.open()) {
            json.writeStartObject();
            json.writeStringField("asked_at", askedAt.toString());
            json.writeStringField("start_date", asked.from().toString());
            json.writeStringField("end_date", asked.to().toString());
            json.writeArrayFieldStart("rows");
            while (each.next()) {
                json.writeTree(veil.apply(Json.MAPPER.readTree(each.text())));
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    /** A file with an array that is written as its elements come. */
    private final class Elements implements AutoCloseable {

        private final JsonGenerator json;

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
