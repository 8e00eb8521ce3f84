package illumiomonitor.plugins.zeek;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import illumiomonitor.spi.FlowRow;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;

/** One connection log, tab-separated or JSON, plain or gzip. Reads it line by line. */
final class ConnFile {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Takes what a line says. */
    interface Taker {
        void row(FlowRow row) throws InterruptedException;

        /** A line that is no connection. */
        void malformed(long number, String why);
    }

    private final Path path;
    private final Map<String, Integer> columns = new HashMap<>();
    private String separator = "\t";

    ConnFile(Path path) {
        this.path = path;
    }

    void read(Taker taker) throws IOException, InterruptedException {
        try (BufferedReader lines = open()) {
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (line.startsWith("#")) {
                    comment(line);
                } else if (!line.isBlank()) {
                    FlowRow row;
                    try {
                        row = ConnLine.row(fields(line));
                    } catch (IllegalArgumentException e) {
                        taker.malformed(number, String.valueOf(e.getMessage()));
                        continue;
                    }
                    taker.row(row);
                }
            }
        }
    }

    private BufferedReader open() throws IOException {
        InputStream bytes = Files.newInputStream(path);
        try {
            InputStream plain =
                    path.getFileName().toString().endsWith(".gz")
                            ? new GZIPInputStream(bytes)
                            : bytes;
            return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8));
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    private void comment(String line) {
        if (line.startsWith("#separator ")) {
            String written = line.substring("#separator ".length()).strip();
            separator =
                    written.startsWith("\\x")
                            ? String.valueOf((char) Integer.parseInt(written.substring(2), 16))
                            : written;
        } else if (line.startsWith("#fields")) {
            columns.clear();
            String[] names = line.split(separator, -1);
            for (int i = 1; i < names.length; i++) {
                columns.put(names[i], i - 1);
            }
        }
    }

    private UnaryOperator<String> fields(String line) {
        return line.startsWith("{") ? json(line) : table(line);
    }

    private UnaryOperator<String> table(String line) {
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("it comes before the line #fields");
        }
        String[] values = line.split(separator, -1);
        if (values.length != columns.size()) {
            throw new IllegalArgumentException(
                    "it has %d fields instead of %d".formatted(values.length, columns.size()));
        }
        return name -> {
            Integer column = columns.get(name);
            return column == null ? "" : values[column];
        };
    }

    private static UnaryOperator<String> json(String line) {
        try {
            JsonNode object = JSON.readTree(line);
            return name -> object.path(name).asText("");
        } catch (IOException e) {
            throw new IllegalArgumentException("it is broken JSON", e);
        }
    }
}
