package illumiomonitor.lab.query;

import illumiomonitor.lab.http.FastGzip;
import illumiomonitor.lab.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A large number of rows of about 1.3 KB, made as they are sent, for benchmarks. Each row is of the
 * UTC day of the newest {@link #grow}; its last activity lies in the five minutes before that.
 * Thread-safe.
 */
public final class BulkRows implements FlowSource {

    private static final int HOSTS = 2_000;
    private static final int SPREAD_SECONDS = 300;
    private static final String[] DECISIONS = {
        "allowed",
        "allowed",
        "allowed",
        "allowed",
        "allowed",
        "allowed",
        "allowed",
        "allowed",
        "potentially_blocked",
        "blocked"
    };
    private static final int[] PORTS = {443, 5432, 8080, 22, 3306, 445, 53, 389, 9200, 6379};

    private final int rows;
    private final byte[][] sources = new byte[HOSTS][];
    private final byte[][] destinations = new byte[HOSTS][];
    private volatile Generation generation;

    /**
     * The state of all rows at a moment.
     *
     * @param number 0 at first; each adds to every row
     * @param packed all of them in a file, null when nobody prepared it
     */
    private record Generation(int number, Instant last, @Nullable Path packed) {}

    public BulkRows(int rows, Instant last) {
        this.rows = rows;
        this.generation = new Generation(0, last.truncatedTo(ChronoUnit.SECONDS), null);
        for (int i = 0; i < HOSTS; i++) {
            sources[i] = utf8("{\"src\":" + end(i, "10.1.") + ",\"dst\":");
            destinations[i] = utf8(end(i, "10.2.") + ",\"service\":{\"port\":");
        }
    }

    /** Every row is seen again and has grown a little. */
    public synchronized void grow(Instant last) {
        generation =
                new Generation(generation.number + 1, last.truncatedTo(ChronoUnit.SECONDS), null);
    }

    /**
     * Writes all rows into a temporary file, compressed, so that the next downloads of everything
     * cost the lab nothing while somebody's stopwatch runs.
     */
    public synchronized void prepare() throws IOException {
        Path file = Files.createTempFile("lab-bulk", ".json.gz");
        file.toFile().deleteOnExit();
        Generation now = generation;
        generation = new Generation(now.number, now.last, file);
        try (OutputStream out = new FastGzip(Files.newOutputStream(file))) {
            byte[] separator = {'['};
            new Bulk(Question.everything(), generation)
                    .rows(
                            0,
                            rows,
                            (row, length) -> {
                                out.write(separator);
                                out.write(row, 0, length);
                                separator[0] = ',';
                            });
            out.write(']');
        }
    }

    /** What all rows' connections add up to now. */
    public long connections() {
        long sum = 0;
        int grown = generation.number;
        for (int i = 0; i < rows; i++) {
            sum += connections(i, grown);
        }
        return sum;
    }

    private static long connections(int row, int grown) {
        return 1 + row % 50 + (long) grown * (1 + row % 3);
    }

    private static String end(int i, String net) {
        String name = net.replace(".", "-") + i;
        return """
        {"ip":"%s","fqdn":"host%s.bulk.lab.test","workload":{"href":"/orgs/1/workloads/%s","name":"host%s",\
        "hostname":"host%s.bulk.lab.test","os_type":"linux","managed":true,"endpoint":false,\
        "enforcement_mode":"selective","labels":[{"href":"/orgs/1/labels/%d","key":"role","value":"Role%d"},\
        {"href":"/orgs/1/labels/%d","key":"app","value":"Application-%d"},\
        {"href":"/orgs/1/labels/%d","key":"env","value":"Prod"}]}}"""
                .formatted(
                        net + i / 250 + "." + (1 + i % 250),
                        name,
                        Json.uuid(name),
                        name,
                        name,
                        100 + i % 20,
                        i % 20,
                        200 + i % 100,
                        i % 100,
                        300);
    }

    @Override
    public Answer answer(Question question, Instant asOf) {
        return new Bulk(question, generation);
    }

    /** The source's host of a row. */
    private static int src(int row) {
        return row % HOSTS;
    }

    /** The destination's host of a row; pairs repeat with another port only. */
    private static int dst(int row) {
        return (int) ((row / HOSTS + row * 7L) % HOSTS);
    }

    private static int port(int row) {
        return PORTS[row % PORTS.length] + row / (HOSTS * 100);
    }

    private static String decision(int row) {
        return DECISIONS[(row / 7) % DECISIONS.length];
    }

    private static Instant last(int row, Generation at) {
        return at.last.minusSeconds(row % SPREAD_SECONDS);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private final class Bulk implements Answer {

        private final Question question;
        private final Generation at;
        private final long matches;

        Bulk(Question question, Generation at) {
            this.question = question;
            this.at = at;
            long fitting = 0;
            View view = new View();
            for (int i = 0; i < rows; i++) {
                view.row = i;
                fitting += question.fits(view) ? 1 : 0;
            }
            this.matches = fitting;
        }

        @Override
        public long matches() {
            return matches;
        }

        @Override
        public @Nullable Path packed() {
            return matches == rows ? at.packed : null;
        }

        @Override
        public void rows(long offset, long limit, RowTaker taker) throws IOException {
            RowBuffer buffer = new RowBuffer();
            View view = new View();
            String midnight = Json.seconds(at.last.truncatedTo(ChronoUnit.DAYS));
            long seen = 0;
            for (int i = 0; i < rows && seen < offset + limit; i++) {
                view.row = i;
                if (question.fits(view) && seen++ >= offset) {
                    write(buffer, i, midnight);
                    taker.take(buffer.bytes(), buffer.length());
                }
            }
        }

        private void write(RowBuffer buffer, int i, String midnight) {
            long n = connections(i, at.number);
            buffer.clear()
                    .add(sources[src(i)])
                    .add(destinations[dst(i)])
                    .add(port(i))
                    .add(",\"proto\":6,\"process_name\":\"/usr/lib/service/bin/daemon")
                    .add(i % 30)
                    .add("\",\"user_name\":\"svc\"},\"num_connections\":")
                    .add(n)
                    .add(
                            ",\"state\":\"closed\",\"flow_direction\":\"inbound\",\"policy_decision\":\"")
                    .add(decision(i))
                    .add("\",\"dst_bi\":")
                    .add(n * 1_400)
                    .add(",\"dst_bo\":")
                    .add(n * 9_100)
                    .add(
                            ",\"network\":{\"href\":\"/orgs/1/networks/fbeeb98d-0000-4000-8000-69f542bfd8fd\"")
                    .add(",\"name\":\"Corporate\"},\"client_type\":\"server\",\"caps\":[],")
                    .add("\"timestamp_range\":{\"first_detected\":\"")
                    .add(midnight)
                    .add("\",\"last_detected\":\"")
                    .add(Json.seconds(last(i, at)))
                    .add("\"}}");
        }

        /** A filter's view of one row at a time. */
        private final class View implements FlowView {

            private int row;

            @Override
            public End src() {
                return end("10.1.", BulkRows.src(row));
            }

            @Override
            public End dst() {
                return end("10.2.", BulkRows.dst(row));
            }

            private End end(String net, int i) {
                return new End(
                        net + i / 250 + "." + (1 + i % 250),
                        "/orgs/1/workloads/" + Json.uuid(net.replace(".", "-") + i),
                        Set.of(
                                "/orgs/1/labels/" + (100 + i % 20),
                                "/orgs/1/labels/" + (200 + i % 100),
                                "/orgs/1/labels/300"),
                        Set.of("1"),
                        "");
            }

            @Override
            public int port() {
                return BulkRows.port(row);
            }

            @Override
            public int proto() {
                return 6;
            }

            @Override
            public String process() {
                return "/usr/lib/service/bin/daemon" + row % 30;
            }

            @Override
            public String service() {
                return "";
            }

            @Override
            public String transmission() {
                return "unicast";
            }

            @Override
            public String decision() {
                return BulkRows.decision(row);
            }

            @Override
            public String clientType() {
                return "server";
            }

            @Override
            public Instant lastDetected() {
                return last(row, at);
            }

            @Override
            public byte[] json() {
                RowBuffer buffer = new RowBuffer();
                write(buffer, row, Json.seconds(at.last.truncatedTo(ChronoUnit.DAYS)));
                return Arrays.copyOf(buffer.bytes(), buffer.length());
            }
        }
    }
}
