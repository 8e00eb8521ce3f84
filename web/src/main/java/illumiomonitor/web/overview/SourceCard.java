package illumiomonitor.web.overview;

import illumiomonitor.engine.view.Overview;
import illumiomonitor.web.page.Page;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A PCE on the first page.
 *
 * @param state {@code ok}, {@code warn}, {@code bad} or {@code none} when it was never pulled
 * @param pulledAt the newest answer about traffic, null when there was none
 */
public record SourceCard(
        String name, String state, Overview.@Nullable Source source, @Nullable Instant pulledAt) {

    /**
     * The configured PCEs in their order; one that the store does not know yet was never pulled.
     */
    static List<SourceCard> all(Page page, List<String> names, List<Overview.Source> known) {
        return names.stream()
                .map(
                        name ->
                                known.stream()
                                        .filter(source -> source.name().equals(name))
                                        .findFirst()
                                        .map(SourceCard::of)
                                        .orElse(new SourceCard(name, "none", null, null)))
                .toList();
    }

    private static SourceCard of(Overview.Source source) {
        Instant pulledAt =
                source.pulls().stream()
                        .filter(pull -> pull.kind().equals("TRAFFIC"))
                        .map(Overview.LastPull::at)
                        .findFirst()
                        .orElse(null);
        return new SourceCard(source.name(), state(source, pulledAt), source, pulledAt);
    }

    private static String state(Overview.Source source, @Nullable Instant pulledAt) {
        if (source.isDown()) {
            return "bad";
        }
        if (pulledAt == null) {
            return "none";
        }
        return source.isWell() ? "ok" : "warn";
    }

    public boolean isDown() {
        return state.equals("bad");
    }
}
