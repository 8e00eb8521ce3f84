package illumiomonitor.web.service;

import com.fasterxml.jackson.databind.ObjectMapper;
import illumiomonitor.engine.journal.Journal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes an answer to the wire, line by line. News go out at once; a reader who has left stops
 * rows, but never a run.
 */
final class Reply implements Journal, RowSink {

    private final OutputStream out;
    private final ObjectMapper json;
    private boolean left;

    Reply(OutputStream out, ObjectMapper json) {
        this.out = out;
        this.json = json;
    }

    @Override
    public void info(String line) {
        say(Line.info(line));
    }

    @Override
    public void warn(String line) {
        say(Line.warning(line));
    }

    @Override
    public void progress(String what, long done, long of) {
        say(Line.progress(what, done, of));
    }

    @Override
    public void columns(List<String> names) {
        send(Line.columns(names));
    }

    @Override
    public void row(List<@Nullable Object> values) {
        send(Line.row(values));
    }

    void answer(@Nullable Object answer) {
        say(Line.answer(json.valueToTree(answer)));
    }

    void problem(ServiceException problem) {
        say(Line.problem(problem.problem(), String.valueOf(problem.getMessage())));
    }

    private synchronized void say(Line line) {
        if (left) {
            return;
        }
        try {
            write(line);
            out.flush();
        } catch (IOException e) {
            left = true;
        }
    }

    private synchronized void send(Line line) {
        try {
            write(line);
        } catch (IOException e) {
            left = true;
            throw new UncheckedIOException("the reader has left", e);
        }
    }

    private void write(Line line) throws IOException {
        out.write(json.writeValueAsBytes(line));
        out.write('\n');
    }
}
