package illumiomonitor.engine.pce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what a PCE, or what stands before it, says about an error: JSON of any shape, HTML,
 * nothing.
 */
final class ErrorText {

    private static final int LONGEST = 300;

    private ErrorText() {}

    /** Token and message in one line, empty when the body says nothing. */
    static String of(byte[] body) {
        String text;
        try {
            text = new String(Sniff.whole(body), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "an unreadable body";
        }
        if (text.startsWith("{") || text.startsWith("[")) {
            return json(text);
        }
        return text.startsWith("<") ? html(text) : brief(text);
    }

    private static String json(String text) {
        try {
            List<String> parts = new ArrayList<>();
            collect(Json.MAPPER.readTree(text), parts);
            return parts.isEmpty() ? brief(text) : brief(String.join("; ", parts));
        } catch (JsonProcessingException e) {
            return brief(text);
        }
    }

    private static void collect(JsonNode node, List<String> parts) {
        if (node.isArray()) {
            node.forEach(each -> collect(each, parts));
            return;
        }
        String token = Json.text(node, "token");
        String message = Json.text(node, "message");
        if (message.isEmpty()) {
            message = Json.text(node, "error");
        }
        String line =
                token.isEmpty() || message.isEmpty() ? token + message : token + ": " + message;
        if (!line.isEmpty()) {
            parts.add(line);
        } else if (node.path("errors").isContainerNode()) {
            collect(node.path("errors"), parts);
        }
    }

    private static String html(String text) {
        int from = text.indexOf("<title>");
        int to = text.indexOf("</title>");
        return from >= 0 && to > from
                ? brief(text.substring(from + "<title>".length(), to))
                : "an HTML page";
    }

    /** One line of bounded length. */
    static String brief(String text) {
        return brief(text, LONGEST);
    }

    static String brief(String text, int longest) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= longest ? line : line.substring(0, longest) + "...";
    }
}
