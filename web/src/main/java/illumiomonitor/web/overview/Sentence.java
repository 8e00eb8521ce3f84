package illumiomonitor.web.overview;

import illumiomonitor.engine.view.AlertViews;
import illumiomonitor.engine.view.Overview;
import illumiomonitor.web.page.Page;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** The first line of the first page: the state of everything in words. */
public final class Sentence {

    private final Page page;
    private final Overview overview;
    private final List<SourceCard> sources;

    Sentence(Page page, Overview overview, List<SourceCard> sources) {
        this.page = page;
        this.overview = overview;
        this.sources = sources;
    }

    public String text() {
        return page.text("sentence", alerts(), pulls(), rules());
    }

    /** {@code good}, {@code warn} or {@code bad}. */
    public String tone() {
        boolean severe =
                overview.openBySeverity().containsKey("CRITICAL")
                        || overview.openBySeverity().containsKey("HIGH");
        if (severe || sources.stream().anyMatch(SourceCard::isDown)) {
            return "bad";
        }
        boolean well =
                overview.open() == 0
                        && overview.brokenRules() == 0
                        && overview.openGaps().isEmpty()
                        && sources.stream().allMatch(source -> source.state().equals("ok"));
        return well ? "good" : "warn";
    }

    private String alerts() {
        int open = overview.open();
        if (open >= AlertViews.COUNT_LIMIT) {
            return page.text("sentence.alerts.many", AlertViews.COUNT_LIMIT);
        }
        return page.text("sentence.alerts", open);
    }

    private String pulls() {
        List<SourceCard> down = sources.stream().filter(SourceCard::isDown).toList();
        if (!down.isEmpty()) {
            String names =
                    String.join(
                            page.text("list.comma"), down.stream().map(SourceCard::name).toList());
            return page.text("sentence.down", names);
        }
        Instant oldest =
                sources.stream()
                        .map(SourceCard::pulledAt)
                        .filter(Objects::nonNull)
                        .min(Comparator.naturalOrder())
                        .orElse(null);
        boolean all = sources.stream().allMatch(source -> source.pulledAt() != null);
        if (oldest == null || !all) {
            return page.text("sentence.never", (long) sources.size());
        }
        String age = page.times().ago(oldest);
        return sources.size() == 1
                ? page.text("sentence.pulled", sources.get(0).name(), age)
                : page.text("sentence.pulled.all", (long) sources.size(), age);
    }

    private String rules() {
        if (overview.rules() == 0) {
            return page.text("sentence.rules.none");
        }
        if (overview.brokenRules() > 0) {
            return page.text("sentence.rules.broken", overview.brokenRules(), overview.rules());
        }
        int learning = overview.rulesByState().getOrDefault("LEARNING", 0);
        return learning > 0
                ? page.text("sentence.rules.learning", learning, overview.rules())
                : page.text("sentence.rules.live");
    }
}
