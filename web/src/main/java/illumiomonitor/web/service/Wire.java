package illumiomonitor.web.service;

import com.fasterxml.jackson.databind.ObjectMapper;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.web.service.ServiceException.Problem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The way to a running service: one question, many lines of answer. */
final class Wire {

    static final RowSink NO_ROWS =
            new RowSink() {
                @Override
                public void columns(List<String> names) {}

                @Override
                public void row(List<@Nullable Object> values) {}
            };

    private final URI base;
    private final String token;
    private final ObjectMapper json = ServiceJson.mapper();
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .proxy(HttpClient.Builder.NO_PROXY)
                    .build();

    Wire(int port, String token) {
        this.base = URI.create("http://127.0.0.1:" + port + Questions.PATH);
        this.token = token;
    }

    /**
     * Asks and waits, however long it takes.
     *
     * @return the answer as JSON
     * @throws ServiceException as the service threw it, or because it left
     */
    String answer(String question, Object in, Journal journal, RowSink rows)
            throws InterruptedException {
        try (WireLines lines = new WireLines()) {
            http.sendAsync(request(question, in), lines)
                    .exceptionally(
                            failure -> {
                                lines.onError(failure);
                                return null;
                            });
            Optional<String> line = lines.next();
            if (lines.status() != 200) {
                throw refused(question, lines.status());
            }
            for (; line.isPresent(); line = lines.next()) {
                Line said = json.readValue(line.get(), Line.class);
                if (said.problem() != null) {
                    throw new ServiceException(said.problem(), String.valueOf(said.sentence()));
                }
                if (said.answer() != null) {
                    return said.answer().toString();
                }
                pass(said, journal, rows);
            }
            throw new IOException("the answer has no end");
        } catch (IOException e) {
            throw new ServiceException(
                    Problem.AWAY, "the running service ended before it answered", e);
        }
    }

    private HttpRequest request(String question, Object in) throws IOException {
        return HttpRequest.newBuilder(base.resolve(question))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(in)))
                .build();
    }

    private static void pass(Line line, Journal journal, RowSink rows) {
        if (line.info() != null) {
            journal.info(line.info());
        }
        if (line.warning() != null) {
            journal.warn(line.warning());
        }
        if (line.progress() != null) {
            journal.progress(line.progress().what(), line.progress().done(), line.progress().of());
        }
        if (line.columns() != null) {
            rows.columns(line.columns());
        }
        if (line.row() != null) {
            rows.row(line.row());
        }
    }

    private static ServiceException refused(String question, int status) {
        return switch (status) {
            case 401, 403 ->
                    new ServiceException(
                            Problem.NOT_PERMITTED,
                            "the running service does not accept this token");
            case 404 ->
                    new ServiceException(
                            Problem.IN_USE,
                            "the running service is another version and does not know " + question);
            default ->
                    new ServiceException(
                            Problem.BUG,
                            "the running service answered " + status + " to " + question);
        };
    }
}
