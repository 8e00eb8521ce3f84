package illumiomonitor.rules;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import illumiomonitor.engine.rule.Spelling;
import illumiomonitor.spi.Event;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads facts that a case writes field by field: the row, then what the file says, then what is
 * ordinary. An endpoint may be written in short: {@code srcIp}, {@code srcLabels}, ... for {@code
 * src: {ip: ..., labels: ...}}.
 */
final class CaseFacts {

    private static final ObjectMapper YAML = new YAMLMapper();
    private static final ObjectNode ORDINARY = ordinary();
    private static final Set<String> SIDES = Set.of("src", "dst", "endpoint");

    private final ObjectMapper mapper = new YAMLMapper();
    private final CaseRows room;
    private long events;

    /**
     * @param room that the rows of the case share
     * @param event what an event is where a row does not say
     */
    CaseFacts(CaseRows room, Instant tick, @Nullable ObjectNode event) {
        this.room = room;
        mapper.registerModule(
                new SimpleModule()
                        .addDeserializer(
                                Instant.class, read(node -> CaseTimes.at(node.asText(), tick)))
                        .addDeserializer(
                                Duration.class, read(node -> CaseTimes.length(node.asText())))
                        .addDeserializer(
                                Event.class,
                                read(
                                        node -> {
                                            ObjectNode whole =
                                                    event == null
                                                            ? ORDINARY.objectNode()
                                                            : event.deepCopy();
                                            whole.setAll((ObjectNode) node);
                                            return CaseFile.read(whole, CaseEvent.class)
                                                    .fact(1_000_000 + ++events, tick);
                                        })));
    }

    private interface Reading<T> {
        T of(JsonNode node);
    }

    private static <T> JsonDeserializer<T> read(Reading<T> reading) {
        return new JsonDeserializer<>() {
            @Override
            public T deserialize(JsonParser parser, DeserializationContext context)
                    throws IOException {
                return reading.of(parser.readValueAsTree());
            }
        };
    }

    private static ObjectNode ordinary() {
        try (InputStream in = CaseFacts.class.getResourceAsStream("ordinary.yaml")) {
            return (ObjectNode) YAML.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("ordinary.yaml is part of the program", e);
        }
    }

    <T> List<T> of(Class<T> type, @Nullable List<ObjectNode> rows, @Nullable ObjectNode defaults) {
        List<T> facts = new ArrayList<>();
        room.each(rows, defaults, row -> facts.add(fact(type, row)));
        return facts;
    }

    private <T> T fact(Class<T> type, ObjectNode row) {
        ObjectNode whole = ORDINARY.get(type.getSimpleName()).deepCopy();
        Set<String> fields = Set.copyOf(names(whole));
        spelled(row, fields).properties().forEach(field -> put(whole, field));
        SIDES.forEach(side -> fill(whole, side));
        try {
            return mapper.treeToValue(whole, type);
        } catch (JsonProcessingException e) {
            throw BadCase.of(e);
        }
    }

    private static void put(ObjectNode whole, Map.Entry<String, JsonNode> field) {
        JsonNode there = whole.get(field.getKey());
        if (SIDES.contains(field.getKey()) && there instanceof ObjectNode side) {
            side.setAll((ObjectNode) field.getValue());
        } else {
            whole.set(field.getKey(), field.getValue());
        }
    }

    private static void fill(ObjectNode whole, String side) {
        if (whole.get(side) instanceof ObjectNode written) {
            ObjectNode full = ORDINARY.get("endpoint").deepCopy();
            full.setAll(written);
            whole.set(side, full);
        }
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        Iterator<String> each = node.fieldNames();
        each.forEachRemaining(names::add);
        return names;
    }

    /** {@code srcIp} becomes {@code src: {ip}}; {@code ip} becomes {@code endpoint: {ip}}. */
    private static ObjectNode spelled(ObjectNode row, Set<String> fields) {
        ObjectNode spelled = row.objectNode();
        Set<String> ofEndpoint = Set.copyOf(names(ORDINARY.get("endpoint")));
        for (Map.Entry<String, JsonNode> field : row.properties()) {
            String key = field.getKey();
            String side = key.length() > 3 ? key.substring(0, 3) : "";
            String rest =
                    side.isEmpty() ? "" : Character.toLowerCase(key.charAt(3)) + key.substring(4);
            if (fields.contains(key)) {
                spelled.set(key, field.getValue());
            } else if (fields.contains(side) && ofEndpoint.contains(rest)) {
                spelled.withObjectProperty(side).set(rest, field.getValue());
            } else if (fields.contains("endpoint") && ofEndpoint.contains(key)) {
                spelled.withObjectProperty("endpoint").set(key, field.getValue());
            } else {
                throw new BadCase(
                        key,
                        key
                                + " is not known here; known are "
                                + String.join(", ", new TreeSet<>(fields))
                                + Spelling.guess(key, fields),
                        null);
            }
        }
        return spelled;
    }
}
