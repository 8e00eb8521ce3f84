package illumiomonitor.engine.pull;

import illumiomonitor.engine.journal.Journal;
import illumiomonitor.spi.FlowAnswer;
import illumiomonitor.spi.FlowRow;
import illumiomonitor.spi.FlowSource;
import illumiomonitor.spi.SourceException;
import illumiomonitor.spi.SourceException.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything one pull asks for and what came. Not thread-safe. */
final class Inquiry {

    /** Beyond so many queries a pull would last for hours; what is missing then is a gap. */
    private static final int MOST_QUERIES = 1_000;

    /** A PCE that fails a 32nd of a question fails it for another reason than its size. */
    private static final int MOST_FAILURES = 5;

    private final FlowSource source;
    private final RowReader reader;
    private final Cuts cuts;
    private final Asked asked;
    private final long oldest;
    private final Journal journal;
    private final Patience patience;
    private final Answer answer = new Answer();
    private final List<Slice> slices = new ArrayList<>();
    private final List<Shortfall> shortfalls = new ArrayList<>();
    private int queries;
    private long rows;
    private long expired;
    private long bytes;
    private @Nullable Instant askedAt;
    private @Nullable Instant answeredAt;

    /**
     * Nothing asked yet.
     *
     * @param oldest start of the oldest bucket that is kept, milliseconds since 1970
     * @param atMost how long the source may take for an answer, however often it is asked for it
     */
    Inquiry(
            FlowSource source,
            RowReader reader,
            Cuts cuts,
            Asked asked,
            long oldest,
            Duration atMost,
            Journal journal) {
        this.source = source;
        this.reader = reader;
        this.cuts = cuts;
        this.asked = asked;
        this.oldest = oldest;
        this.patience = new Patience(atMost);
        this.journal = journal;
    }

    /** Asks, in parts where one answer does not hold all. */
    void ask(Question question) throws SourceException, InterruptedException {
        ask(question, question.mayCutTime(), -1, 0);
        asked.add(question.window());
    }

    /**
     * Asks a question, or a part of one.
     *
     * @param byTime whether it may be cut by time
     * @param whole rows of the question that this is half of, -1 when not known
     * @param failures queries that failed and that this is a part of
     */
    private void ask(Question question, boolean byTime, long whole, int failures)
            throws SourceException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("stopped between two queries");
        }
        Answer part = new Answer();
        long rowsBefore = rows;
        long expiredBefore = expired;
        FlowAnswer said;
        try {
            said =
                    source.flows(
                            question.query(),
                            patience.left(),
                            row -> take(row, question.bucket(), part));
        } catch (SourceException e) {
            rows = rowsBefore;
            expired = expiredBefore;
            askSmaller(question, byTime, failures, e);
            return;
        }
        note(said);
        if (!said.missing().isEmpty()) {
            shortfalls.add(new Shortfall(question.window(), said.missing()));
        }
        if (said.truncated()) {
            boolean timeHelps = byTime && (whole < 0 || said.matches() < whole * 0.95);
            List<Question> parts =
                    queries < MOST_QUERIES ? cuts.of(question, timeHelps) : List.of();
            if (!parts.isEmpty()) {
                rows = rowsBefore;
                expired = expiredBefore;
                askParts(question, parts, timeHelps, said.matches(), failures);
                return;
            }
            shortfalls.add(new Shortfall(question.window(), truncation(said)));
        }
        accept(question, part);
    }

    /** What a source does not finish may be too much for it, if it says so in time. */
    private void askSmaller(
            Question question, boolean byTime, int failures, SourceException failure)
            throws SourceException, InterruptedException {
        queries++;
        boolean again =
                failure.problem() == Problem.QUERY_FAILED
                        && failures < MOST_FAILURES
                        && !patience.isOver();
        List<Question> parts = again ? cuts.of(question, byTime) : List.of();
        if (parts.isEmpty()) {
            throw failure;
        }
        journal.warn(String.valueOf(failure.getMessage()));
        journal.info(
                "The query for %s to %s failed: asking again in %d parts"
                        .formatted(question.window().from(), question.window().to(), parts.size()));
        boolean cutTime = !parts.get(0).window().equals(question.window());
        for (Question part : parts) {
            ask(part, byTime && cutTime, -1, failures + 1);
        }
    }

    private void askParts(
            Question question, List<Question> parts, boolean timeHelps, long matches, int failures)
            throws SourceException, InterruptedException {
        boolean cutTime = !parts.get(0).window().equals(question.window());
        journal.info(
                "The answer for %s to %s was truncated: asking again in %d parts%s"
                        .formatted(
                                question.window().from(),
                                question.window().to(),
                                parts.size(),
                                cutTime ? " of time" : ""));
        for (Question part : parts) {
            ask(part, timeHelps && cutTime, cutTime ? matches : -1, failures);
        }
    }

    private void accept(Question question, Answer part) {
        answer.take(part);
        Slice slice = question.slice();
        if (slice != null && !slices.contains(slice)) {
            slices.add(slice);
        }
    }

    private void take(FlowRow row, long slice, Answer part) {
        rows++;
        Observed observed = reader.read(row, slice);
        if (observed.bucket < oldest) {
            expired++;
        } else {
            part.add(observed);
        }
    }

    private void note(FlowAnswer said) {
        queries++;
        patience.renew();
        bytes += Math.max(0, said.bytes());
        if (askedAt == null) {
            askedAt = said.askedAt();
        }
        answeredAt = said.answeredAt();
    }

    private static String truncation(FlowAnswer said) {
        return said.matches() > said.rows()
                ? "the PCE has %,d rows and gave %,d of them, however the question was split"
                        .formatted(said.matches(), said.rows())
                : "the PCE gave only %,d rows, however the question was split"
                        .formatted(said.rows());
    }

    Answer answer() {
        return answer;
    }

    Asked asked() {
        return asked;
    }

    /** The slices whose rows came, cut where they had to be. */
    List<Slice> slices() {
        return slices;
    }

    /** What is missing; empty when everything came. */
    List<Shortfall> shortfalls() {
        return shortfalls;
    }

    long rows() {
        return rows;
    }

    long expired() {
        return expired;
    }

    long bytes() {
        return bytes;
    }

    @Nullable Instant askedAt() {
        return askedAt;
    }

    @Nullable Instant answeredAt() {
        return answeredAt;
    }
}
