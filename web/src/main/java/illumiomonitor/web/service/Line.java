package illumiomonitor.web.service;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import illumiomonitor.web.service.ServiceException.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of an answer on the wire. An answer is any number of lines of news and rows, then one
 * with the answer or the problem.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Line(
        @Nullable String info,
        @Nullable String warning,
        @Nullable Progress progress,
        @Nullable List<String> columns,
        @Nullable List<@Nullable Object> row,
        @Nullable JsonNode answer,
        @Nullable Problem problem,
        @Nullable String sentence) {

    record Progress(String what, long done, long of) {}

    static Line info(String text) {
        return new Line(text, null, null, null, null, null, null, null);
    }

    static Line warning(String text) {
        return new Line(null, text, null, null, null, null, null, null);
    }

    static Line progress(String what, long done, long of) {
        return new Line(null, null, new Progress(what, done, of), null, null, null, null, null);
    }

    static Line columns(List<String> names) {
        return new Line(null, null, null, names, null, null, null, null);
    }

    static Line row(List<@Nullable Object> values) {
        return new Line(null, null, null, null, values, null, null, null);
    }

    static Line answer(JsonNode answer) {
        return new Line(null, null, null, null, null, answer, null, null);
    }

    static Line problem(Problem problem, String sentence) {
        return new Line(null, null, null, null, null, null, problem, sentence);
    }
}
