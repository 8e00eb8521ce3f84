package illumiomonitor.web.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import illumiomonitor.web.service.ServiceJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Prints answers, with times in the zone that people here read. */
final class Printer {

    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX");

    private final PrintWriter out;
    private final ZoneId zone;
    private final ObjectMapper json;

    Printer(PrintWriter out, ZoneId zone) {
        this.out = out;
        this.zone = zone;
        this.json =
                ServiceJson.mapper()
                        .registerModule(new SimpleModule().addSerializer(new TimeInZone()))
                        .enable(SerializationFeature.INDENT_OUTPUT);
    }

    // Its annotation would be one more jar.
    @SuppressWarnings("AnnotateFormatMethod")
    void line(String format, @Nullable Object... args) {
        out.println(Texts.safe(format.formatted(args)));
    }

    void json(Object answer) {
        try {
            out.println(json.writeValueAsString(answer));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    void table(Table table) {
        table.print(out);
    }

    /** An instant as ISO-8601 with the zone's offset; null is nothing. */
    String time(@Nullable Instant at) {
        return at == null ? "" : ISO.format(at.atZone(zone));
    }

    private final class TimeInZone extends StdSerializer<Instant> {

        private static final long serialVersionUID = 1L;

        TimeInZone() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant at, JsonGenerator generator, SerializerProvider provider)
                throws IOException {
            generator.writeString(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.atZone(zone)));
        }
    }
}
