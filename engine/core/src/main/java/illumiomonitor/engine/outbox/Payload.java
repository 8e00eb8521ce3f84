package illumiomonitor.engine.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import illumiomonitor.spi.Message;
import illumiomonitor.spi.NotifyException;

/** A message as the store keeps it, JSON. */
final class Payload {

    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .registerModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private Payload() {}

    static String write(Message message) {
        try {
            return JSON.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message is made of texts and times", e);
        }
    }

    static Message read(String payload) throws NotifyException {
        try {
            return JSON.readValue(payload, Message.class);
        } catch (JsonProcessingException e) {
            throw NotifyException.permanent("the stored message cannot be read", e);
        }
    }
}
