package illumiomonitor.web.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An array with one object per row, a row per line. */
final class SqlJson implements SqlPrinter {

    private final PrintWriter out;
    private final ObjectMapper json = new ObjectMapper();
    private List<String> names = List.of();
    private String before = "[";

    SqlJson(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void columns(List<String> heads) {
        List<String> distinct = new ArrayList<>();
        for (String head : heads) {
            String name = head;
            for (int n = 2; distinct.contains(name); n++) {
                name = head + "_" + n;
            }
            distinct.add(name);
        }
        names = distinct;
    }

    @Override
    public void row(List<@Nullable Object> values) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int n = 0; n < values.size(); n++) {
            row.put(names.get(n), values.get(n));
        }
        try {
            out.print(before + "\n" + json.writeValueAsString(row));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
        before = ",";
    }

    @Override
    public void end() {
        out.print(before.equals("[") ? "[]\n" : "\n]\n");
        out.flush();
    }
}
