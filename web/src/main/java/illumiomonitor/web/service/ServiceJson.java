package illumiomonitor.web.service;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/**
 * JSON of the service API: times and durations as ISO-8601 texts, unknown keys ignored, so that
 * versions may differ a little.
 */
public final class ServiceJson {

    /** Digits; the most a number in the store has. */
    private static final int LONGEST_NUMBER = 200_000;

    private ServiceJson() {}

    public static ObjectMapper mapper() {
        return JsonMapper.builder(factory())
                .addModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                // A number of the store has more digits than a double keeps.
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();
    }

    private static JsonFactory factory() {
        StreamReadConstraints longNumbers =
                StreamReadConstraints.builder().maxNumberLength(LONGEST_NUMBER).build();
        return JsonFactory.builder().streamReadConstraints(longNumbers).build();
    }
}
