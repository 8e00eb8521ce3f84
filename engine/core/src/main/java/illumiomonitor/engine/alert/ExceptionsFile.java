package illumiomonitor.engine.alert;

import illumiomonitor.engine.network.Cidr;
import java.io.StringReader;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads the text of {@code exceptions.yaml}. Every complaint names its line. */
final class ExceptionsFile {

    private static final Set<String> KEYS =
            new TreeSet<>(
                    List.of(
                            "rule", "subject", "cidr", "label", "name", "owner", "reason",
                            "until"));

    private final ZoneId zone;

    /**
     * @param zone whose days {@code until} counts in; the day itself is spared too
     */
    ExceptionsFile(ZoneId zone) {
        this.zone = zone;
    }

    /**
     * @throws IllegalArgumentException if the text is no list of exceptions
     */
    List<Written> parse(String text) {
        Node root = compose(text);
        if (root == null) {
            return List.of();
        }
        if (!(root instanceof SequenceNode list)) {
            throw complaint(root, "must be a list of exceptions, each beginning with \"-\"");
        }
        List<Written> exemptions = new ArrayList<>();
        Map<String, Integer> same = new HashMap<>();
        for (Node node : list.getValue()) {
            Exemption exemption = exemption(node);
            String id = exemption.id();
            int nth = same.merge(id, 1, Integer::sum);
            exemptions.add(
                    new Written(
                            exemption,
                            line(nth == 1 ? id : id + "-" + nth, values(node)),
                            node.getStartMark().getLine(),
                            lastLine(node)));
        }
        return exemptions;
    }

    private static @Nullable Node compose(String text) {
        try {
            return new Yaml(new SafeConstructor(new LoaderOptions()))
                    .compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new IllegalArgumentException("line " + line + ": " + e.getProblem(), e);
        } catch (YAMLException e) {
            throw new IllegalArgumentException("line 1: " + e.getMessage(), e);
        }
    }

    private Exemption exemption(Node node) {
        Map<String, ScalarNode> values = values(node);
        for (String key : List.of("owner", "reason")) {
            if (text(values, key) == null) {
                throw complaint(node, key + " is missing");
            }
        }
        if (values.keySet().stream()
                .noneMatch(Set.of("subject", "cidr", "label", "name")::contains)) {
            throw complaint(
                    node, "one of subject, cidr, label, name is needed to say who is spared");
        }
        return new Exemption(
                values.containsKey("rule") ? required(values, "rule") : "*",
                text(values, "subject"),
                cidr(values.get("cidr")),
                label(values.get("label")),
                text(values, "name"),
                required(values, "owner"),
                required(values, "reason"),
                until(values.get("until")));
    }

    /** A block reaches up to what follows it, comments included; its last value does not. */
    private static int lastLine(Node node) {
        Node last = node;
        if (node instanceof MappingNode map && map.getFlowStyle() != DumperOptions.FlowStyle.FLOW) {
            List<NodeTuple> tuples = map.getValue();
            last = tuples.get(tuples.size() - 1).getValueNode();
        }
        Mark end = last.getEndMark();
        return end.getColumn() == 0 && end.getLine() > node.getStartMark().getLine()
                ? end.getLine() - 1
                : end.getLine();
    }

    private ExceptionLine line(String id, Map<String, ScalarNode> values) {
        return new ExceptionLine(
                id,
                values.containsKey("rule") ? required(values, "rule") : "*",
                text(values, "subject"),
                text(values, "cidr"),
                text(values, "label"),
                text(values, "name"),
                required(values, "owner"),
                required(values, "reason"),
                text(values, "until"),
                until(values.get("until")),
                0,
                null);
    }

    private static Map<String, ScalarNode> values(Node node) {
        if (!(node instanceof MappingNode map)) {
            throw complaint(node, "an exception is made of keys and values");
        }
        Map<String, ScalarNode> values = new LinkedHashMap<>();
        for (NodeTuple tuple : map.getValue()) {
            String key = tuple.getKeyNode() instanceof ScalarNode name ? name.getValue() : "?";
            if (!KEYS.contains(key)) {
                throw complaint(tuple.getKeyNode(), key + " is not known; known are " + KEYS);
            }
            if (!(tuple.getValueNode() instanceof ScalarNode value)) {
                throw complaint(tuple.getValueNode(), key + " must be one text");
            }
            if (values.put(key, value) != null) {
                throw complaint(tuple.getKeyNode(), key + " stands there twice");
            }
        }
        return values;
    }

    private static String required(Map<String, ScalarNode> values, String key) {
        ScalarNode node = values.get(key);
        return node == null ? "" : node.getValue().strip();
    }

    private static @Nullable String text(Map<String, ScalarNode> values, String key) {
        String value = required(values, key);
        return value.isEmpty() ? null : value;
    }

    private static @Nullable Cidr cidr(@Nullable ScalarNode node) {
        if (node == null) {
            return null;
        }
        try {
            return Cidr.parse(node.getValue().strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(place(node) + e.getMessage(), e);
        }
    }

    private static @Nullable String label(@Nullable ScalarNode node) {
        if (node == null) {
            return null;
        }
        String label = node.getValue().strip();
        if (label.indexOf('=') < 1) {
            throw complaint(node, "label must be key=value, but is " + label);
        }
        return label;
    }

    private @Nullable Instant until(@Nullable ScalarNode node) {
        if (node == null || node.getValue().isBlank()) {
            return null;
        }
        try {
            return LocalDate.parse(node.getValue().strip())
                    .plusDays(1)
                    .atStartOfDay(zone)
                    .toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    place(node)
                            + "until must be a day such as 2027-03-31, but is "
                            + node.getValue(),
                    e);
        }
    }

    private static IllegalArgumentException complaint(Node node, String what) {
        return new IllegalArgumentException(place(node) + what);
    }

    private static String place(Node node) {
        return "line " + (node.getStartMark().getLine() + 1) + ": ";
    }
}
