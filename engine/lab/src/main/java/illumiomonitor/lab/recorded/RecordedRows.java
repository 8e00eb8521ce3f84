package illumiomonitor.lab.recorded;

import illumiomonitor.lab.query.FlowSource;
import illumiomonitor.lab.query.FlowView;
import illumiomonitor.lab.query.Listed;
import illumiomonitor.lab.query.Question;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers traffic queries from recorded answers. */
final class RecordedRows implements FlowSource {

    /** One recorded answer. */
    record Recording(Instant asked, Instant start, Instant end, List<RecordedRow> rows) {

        Recording {
            rows = List.copyOf(rows);
        }
    }

    private final List<Recording> oldestFirst;
    private final boolean clipped;

    RecordedRows(List<Recording> recordings, boolean clipped) {
        this.oldestFirst =
                recordings.stream()
                        .sorted(
                                Comparator.comparing(Recording::end)
                                        .thenComparing(Recording::asked))
                        .toList();
        this.clipped = clipped;
    }

    @Override
    public Answer answer(Question question, Instant asOf) {
        List<Recording> known = oldestFirst.stream().filter(r -> !r.end().isAfter(asOf)).toList();
        Collection<RecordedRow> rows = clipped ? slices(known, question) : newest(known);
        return new Listed(rows.stream().<FlowView>map(r -> r).filter(question::fits).toList());
    }

    /** Each row once, as the newest answer that has it shows it. */
    private static List<RecordedRow> newest(List<Recording> known) {
        Map<String, Map<Instant, RecordedRow>> byKey = new LinkedHashMap<>();
        for (Recording recording : known) {
            Map<String, List<RecordedRow>> here = new HashMap<>();
            for (RecordedRow row : recording.rows()) {
                here.computeIfAbsent(row.key(), k -> new ArrayList<>()).add(row);
            }
            here.forEach(
                    (key, rows) ->
                            renew(byKey.computeIfAbsent(key, k -> new LinkedHashMap<>()), rows));
        }
        return byKey.values().stream().flatMap(rows -> rows.values().stream()).toList();
    }

    private static void renew(Map<Instant, RecordedRow> stored, List<RecordedRow> rows) {
        for (RecordedRow row : rows) {
            if (!stored.containsKey(row.first())) {
                stored.values().removeIf(old -> !rows.contains(old) && row.replaces(old));
            }
            stored.put(row.first(), row);
        }
    }

    /** The rows of the answers to windows within the asked one; the newest answer of each. */
    private static List<RecordedRow> slices(List<Recording> known, Question question) {
        Map<String, Recording> byWindow = new LinkedHashMap<>();
        for (Recording recording : known) {
            boolean within =
                    !recording.start().isBefore(question.start())
                            && !recording.end().isAfter(question.end());
            if (within) {
                byWindow.put(recording.start() + " " + recording.end(), recording);
            }
        }
        return byWindow.values().stream().flatMap(r -> r.rows().stream()).toList();
    }
}
