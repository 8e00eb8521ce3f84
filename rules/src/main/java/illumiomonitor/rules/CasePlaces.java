package illumiomonitor.rules;

import java.io.StringReader;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Where the words of a case file stand. */
final class CasePlaces {

    private final @Nullable Node root;
    private final String broken;

    CasePlaces(String text) {
        Node read = null;
        String problem = "";
        try {
            read =
                    new Yaml(new SafeConstructor(new LoaderOptions()))
                            .compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            problem =
                    (e.getProblemMark() == null
                                    ? ""
                                    : "line " + (e.getProblemMark().getLine() + 1) + ": ")
                            + "this is no YAML, look at its indents, brackets and quotes: "
                            + e.getProblem();
        } catch (YAMLException e) {
            problem = "this is no YAML: " + e.getMessage();
        }
        this.root = read;
        this.broken = problem;
    }

    /** Why the text cannot be read at all, empty when it can. */
    String broken() {
        return broken;
    }

    /** A sentence with the line of its word. */
    String told(BadCase fault) {
        return line(root, fault.word()) + fault.getMessage();
    }

    /**
     * The same, looking into one of the cases first.
     *
     * @param number of the case, from 0
     */
    String told(int number, IllegalArgumentException fault) {
        Node one = node(number);
        String word = fault instanceof BadCase bad ? bad.word() : "";
        String line = line(one, word);
        if (line.isEmpty()) {
            line = line(root, word);
        }
        if (line.isEmpty() && one != null) {
            line = line(one);
        }
        return line + fault.getMessage();
    }

    /** The node of a case, null when there is none. */
    private @Nullable Node node(int number) {
        if (root instanceof MappingNode map) {
            for (NodeTuple tuple : map.getValue()) {
                boolean cases =
                        tuple.getKeyNode() instanceof ScalarNode key
                                && key.getValue().equals("cases");
                if (cases
                        && tuple.getValueNode() instanceof SequenceNode list
                        && number < list.getValue().size()) {
                    return list.getValue().get(number);
                }
            }
        }
        return null;
    }

    private static String line(@Nullable Node node, String word) {
        return node == null || word.isEmpty()
                ? ""
                : find(node, word, Collections.newSetFromMap(new IdentityHashMap<>()))
                        .map(CasePlaces::line)
                        .orElse("");
    }

    private static String line(Node node) {
        return "line " + (node.getStartMark().getLine() + 1) + ": ";
    }

    /** What is shared is looked into once: a file may name a list of itself again and again. */
    private static Optional<Node> find(Node node, String word, Set<Node> seen) {
        if (!seen.add(node)) {
            return Optional.empty();
        }
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue().equals(word) ? Optional.of(node) : Optional.empty();
        }
        return below(node).stream().flatMap(one -> find(one, word, seen).stream()).findFirst();
    }

    private static List<Node> below(Node node) {
        if (node instanceof MappingNode map) {
            return map.getValue().stream()
                    .flatMap(tuple -> Stream.of(tuple.getKeyNode(), tuple.getValueNode()))
                    .toList();
        }
        return node instanceof SequenceNode list ? list.getValue() : List.of();
    }
}
