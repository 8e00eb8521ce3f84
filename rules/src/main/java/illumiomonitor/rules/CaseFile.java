package illumiomonitor.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A case file as written. Rows stay as they are written until a case is tried, because they take
 * what they do not say from the file's own defaults.
 *
 * @param rule the rule that is tried
 * @param threshold for all cases that name none, null for the header's
 * @param tick ISO instant as of which is judged, null for a Monday at ten
 * @param exceptions entries as in {@code exceptions.yaml}, in force for all cases that name none
 */
record CaseFile(
        String rule,
        @Nullable Long threshold,
        @Nullable String tick,
        List<Case> cases,
        @Nullable ObjectNode flow,
        @Nullable ObjectNode event,
        @Nullable ObjectNode health,
        @Nullable ObjectNode openAlert,
        @Nullable ObjectNode recentAlert,
        @Nullable ObjectNode edge,
        @Nullable ObjectNode talker,
        @Nullable ObjectNode baseline,
        @Nullable ObjectNode silence,
        @Nullable ObjectNode beacon,
        @Nullable ObjectNode workload,
        @Nullable ObjectNode change,
        @Nullable CaseHistory history,
        @Nullable ArrayNode exceptions) {

    /**
     * One case.
     *
     * @param talkers instead of those that the flows make
     * @param history what the store knows beyond the window, instead of the file's
     * @param settled false for a tick whose data is still coming in
     * @param finds summaries, in any order
     * @param subjects of the findings, in any order; null when the case does not say
     * @param exceptions instead of the file's
     * @param spared subjects among the findings that an exception keeps silent, in any order
     * @param told how much people were told of each subject before, for a rule with a refractory
     *     time
     * @param silent subjects among the findings that are no more than that, in any order
     */
    record Case(
            String name,
            @Nullable Long threshold,
            @Nullable String tick,
            @Nullable Boolean settled,
            @Nullable List<ObjectNode> flows,
            @Nullable List<ObjectNode> events,
            @Nullable List<ObjectNode> health,
            @Nullable List<ObjectNode> openAlerts,
            @Nullable List<ObjectNode> recentAlerts,
            @Nullable List<ObjectNode> edges,
            @Nullable List<ObjectNode> talkers,
            @Nullable List<ObjectNode> baselines,
            @Nullable List<ObjectNode> silences,
            @Nullable List<ObjectNode> beacons,
            @Nullable List<ObjectNode> workloads,
            @Nullable List<ObjectNode> changes,
            @Nullable CaseHistory history,
            @Nullable List<String> finds,
            @Nullable List<String> subjects,
            @Nullable ArrayNode exceptions,
            @Nullable List<String> spared,
            @Nullable Told told,
            @Nullable List<String> silent) {}

    /** Runs wait while the cases of a new text are tried; what ships has fewer than 20 a file. */
    private static final int MOST_CASES = 500;

    private static final ObjectMapper YAML =
            YAMLMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    /**
     * Reads a case file.
     *
     * @throws IllegalArgumentException with line and key if it is not one
     */
    static CaseFile parse(String text) {
        CasePlaces places = new CasePlaces(text);
        if (places.broken().isPresent()) {
            throw places.broken().get();
        }
        try {
            CaseFile file = places.none() ? null : YAML.readValue(text, CaseFile.class);
            if (file == null || file.rule == null || file.cases == null) {
                throw new BadCase("", "a case file needs \"rule\" and \"cases\"", null).atTop();
            }
            if (file.cases.size() > MOST_CASES) {
                throw new IllegalArgumentException(
                        "there are "
                                + file.cases.size()
                                + " cases, more than the "
                                + MOST_CASES
                                + " that a tick can wait for: keep those that tell something new");
            }
            for (int n = 0; n < file.cases.size(); n++) {
                Case one = file.cases.get(n);
                if (one == null || one.name == null || one.finds == null) {
                    throw places.placed(
                            n, new BadCase("", "every case needs \"name\" and \"finds\"", null));
                }
            }
            return file;
        } catch (JsonProcessingException e) {
            throw places.placed(BadCase.of(e));
        }
    }

    /** A row as one of the case words below; unknown keys are refused. */
    static <T> T read(JsonNode row, Class<T> type) {
        try {
            return YAML.treeToValue(row, type);
        } catch (JsonProcessingException e) {
            throw BadCase.of(e);
        }
    }

    /**
     * Entries as the text of an {@code exceptions.yaml}; who answers for them and why a case need
     * not say.
     */
    static String yaml(ArrayNode exceptions) {
        ArrayNode whole = exceptions.deepCopy();
        for (JsonNode entry : whole) {
            if (entry instanceof ObjectNode one) {
                one.putIfAbsent("owner", TextNode.valueOf("case"));
                one.putIfAbsent("reason", TextNode.valueOf("case"));
            }
        }
        try {
            return YAML.writeValueAsString(whole);
        } catch (JsonProcessingException e) {
            throw BadCase.of(e);
        }
    }
}
