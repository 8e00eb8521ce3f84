package illumiomonitor.engine.pce;

import com.fasterxml.jackson.databind.JsonNode;
import illumiomonitor.spi.SourceException.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.function.Consumer;

/** Lists of the PCE: at once while they are short, by a job of the PCE when they are longer. */
final class Listings {

    private static final int CAP = 500;
    private static final Duration JOB_LIMIT = Duration.ofMinutes(15);

    private final Transport transport;
    private final Spool spool;
    private final Pace pace;
    private final PceClock clock;
    private final String pce;
    private final Consumer<String> made;

    /**
     * @param made told the path of every job that is made here
     */
    Listings(
            Transport transport,
            Spool spool,
            Pace pace,
            PceClock clock,
            String pce,
            Consumer<String> made) {
        this.transport = transport;
        this.spool = spool;
        this.pace = pace;
        this.clock = clock;
        this.pce = pce;
        this.made = made;
    }

    /** Every element of a list, however long. */
    void each(String path, Consumer<JsonNode> elements) throws PceFault, InterruptedException {
        Deadline deadline = Deadline.in(JOB_LIMIT);
        long cut;
        try (Spooled first = page(path + "?max_results=" + CAP, deadline)) {
            if (!isCapped(first, CAP)) {
                hand(first, elements);
                return;
            }
            // Only a PCE that says that there is more shows that the same again is too little.
            cut = count(first, "X-Total-Count") > first.rows() ? first.rows() : -1;
        } catch (IOException e) {
            throw unreadable(path, e);
        }
        try (Spooled all = job(path, cut, deadline)) {
            hand(all, elements);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /** One answer, as much as the PCE gives at once. */
    Spooled page(String path, Deadline deadline) throws PceFault, InterruptedException {
        return transport.repeat(Call.get(path), this::list, deadline);
    }

    /**
     * Whether an answer may lack elements: the PCE says that more match, or it is as long as an
     * answer can be. {@code X-Total-Count} counts what the filter left out too, so it is believed
     * only beside a round number of elements, which is what caps are.
     */
    static boolean isCapped(Spooled page, int cap) {
        long matched = count(page, "X-Matched-Count");
        long total = count(page, "X-Total-Count");
        if (matched >= 0) {
            return matched > page.rows();
        }
        boolean round = page.rows() > 0 && page.rows() % 100 == 0;
        return total != page.rows() && (round || page.rows() >= cap);
    }

    /**
     * The whole list by a job, or what a PCE that makes no job answers at once. An answer at once
     * that is as long as one that was cut is an error.
     *
     * @param cut elements of the answer that was cut, -1 to believe any
     */
    Spooled job(String path, long cut, Deadline deadline) throws PceFault, InterruptedException {
        try {
            return tried(path, cut, deadline);
        } catch (PceFault fault) {
            if (fault.isGone() && !deadline.passed()) {
                return tried(
                        path, cut, deadline); // the job or its file had gone before it was read
            }
            throw fault;
        }
    }

    private Spooled tried(String path, long cut, Deadline deadline)
            throws PceFault, InterruptedException {
        Call call = Call.get(path).with("Prefer", "respond-async");
        Spooled answer = transport.repeat(call, spool::write, deadline);
        String location = answer.headers().firstValue("Location").orElse("");
        boolean isJob = answer.rows() == 0 && !location.isBlank();
        if (!isJob && answer.rows() == cut) {
            close(answer);
            throw failed("was not made: no more than %d elements come at once".formatted(cut));
        }
        if (!isJob) {
            return answer; // the PCE may answer at once although it was asked not to
        }
        close(answer);
        String job = Address.path(location);
        made.accept(job);
        Duration wait = RetryAfter.in(answer.headers(), clock.now()).orElse(pace.job());
        try {
            return finished(job, wait, deadline);
        } finally {
            remove(job);
        }
    }

    private Spooled finished(String job, Duration wait, Deadline deadline)
            throws PceFault, InterruptedException {
        while (true) {
            Pause.of(deadline.atMost(wait));
            Reply reply = transport.get(job, deadline);
            String status = Json.text(reply.json(), "status");
            JsonNode result = reply.json().path("result");
            String file = result.isTextual() ? result.asText() : Json.text(result, "href");
            switch (status) {
                case "done", "completed" -> {
                    return transport.repeat(Call.get(Address.path(file)), this::list, deadline);
                }
                case "failed", "cancelled", "canceled", "killed", "timeout", "timed_out" ->
                        throw failed(
                                "ended as \"%s\": %s"
                                        .formatted(status, Json.text(result, "message")));
                default -> {
                    if (deadline.passed()) {
                        throw failed("had no answer in time and was \"" + status + "\"");
                    }
                }
            }
        }
    }

    private Spooled list(int status, HttpHeaders headers, InputStream in) throws IOException {
        Spooled spooled = spool.write(status, headers, in);
        if (spooled.blank() && status != 204) {
            spooled.close();
            throw new BrokenJson("is empty");
        }
        return spooled;
    }

    private static long count(Spooled page, String header) {
        try {
            return page.headers()
                    .firstValue(header)
                    .map(text -> Long.parseLong(text.strip()))
                    .orElse(-1L);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Jobs go away by themselves; removing them is only polite, and never waited for. */
    private void remove(String job) {
        transport.fire(Call.delete(job));
    }

    private static void hand(Spooled list, Consumer<JsonNode> to)
            throws IOException, InterruptedException {
        try (JsonRows rows = list.open()) {
            while (rows.next()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while reading a list");
                }
                to.accept(
                        Json.MAPPER.readTree(rows.buffer(), rows.from(), rows.to() - rows.from()));
            }
        }
    }

    private static void close(Spooled answer) throws PceFault {
        try {
            answer.close();
        } catch (IOException e) {
            throw PceFault.of(
                    Problem.UNREADABLE_ANSWER, "a file cannot be removed: " + e.getMessage(), e);
        }
    }

    private PceFault failed(String how) {
        return PceFault.of(Problem.QUERY_FAILED, "a job on PCE %s %s".formatted(pce, how), null);
    }

    private PceFault unreadable(String path, IOException cause) {
        return PceFault.broken(
                "the answer of PCE %s to GET %s cannot be read: it %s"
                        .formatted(pce, path, cause.getMessage()),
                cause);
    }
}
