package illumiomonitor.web.overview;

import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.view.Overview;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A PCE on the first page.
 *
 * @param state {@code ok}, {@code warn}, {@code bad} or {@code none} when it was never pulled
 * @param pulledAt the newest answer about traffic, null when there was none
 * @param unverified whether its certificate is not looked at
 */
public record SourceCard(
        String name,
        String state,
        Overview.@Nullable Source source,
        @Nullable Instant pulledAt,
        boolean unverified) {

    /**
     * The configured PCEs in their order; one that the store does not know yet was never pulled.
     */
    static List<SourceCard> all(List<Config.Pce> pces, List<Overview.Source> known) {
        return pces.stream()
                .map(
                        pce ->
                                known.stream()
                                        .filter(source -> source.name().equals(pce.name()))
                                        .findFirst()
                                        .map(source -> of(source, pce.isUnverified()))
                                        .orElse(
                                                new SourceCard(
                                                        pce.name(),
                                                        "none",
                                                        null,
                                                        null,
                                                        pce.isUnverified())))
                .toList();
    }

    private static SourceCard of(Overview.Source source, boolean unverified) {
        Instant pulledAt =
                source.pulls().stream()
                        .filter(pull -> pull.kind().equals("TRAFFIC"))
                        .map(Overview.LastPull::at)
                        .findFirst()
                        .orElse(null);
        String state = state(source, pulledAt);
        return new SourceCard(
                source.name(),
                unverified && state.equals("ok") ? "warn" : state,
                source,
                pulledAt,
                unverified);
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
