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
import org.yaml.snakeyaml.error.Mark;
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
    private final @Nullable BadCase broken;

    CasePlaces(String text) {
        Node read = null;
        BadCase problem = null;
        try {
            read =
                    new Yaml(new SafeConstructor(new LoaderOptions()))
                            .compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            String sentence =
                    "this is no YAML, look at its indents, brackets and quotes: " + e.getProblem();
            BadCase bad = new BadCase("", sentence, e);
            problem = e.getProblemMark() == null ? bad : bad.at(e.getProblemMark());
        } catch (YAMLException e) {
            problem = new BadCase("", "this is no YAML: " + e.getMessage(), e);
        }
        this.root = read;
        this.broken = problem;
    }

    /** Whether nothing stands in the text, or comments alone. */
    boolean none() {
        return root == null && broken == null;
    }

    /** Why the text cannot be read at all, empty when it can. */
    Optional<BadCase> broken() {
        return Optional.ofNullable(broken);
    }

    /** A fault with the place of its word. */
    BadCase placed(BadCase fault) {
        return place(root, fault.fault().word())
                .or(() -> Optional.ofNullable(root).map(Node::getStartMark))
                .map(fault::at)
                .orElseGet(fault::atTop);
    }

    /**
     * The same, looking into one of the cases first.
     *
     * @param number of the case, from 0
     */
    BadCase placed(int number, IllegalArgumentException e) {
        BadCase fault = BadCase.of(e);
        Node one = node(number);
        return place(one, fault.fault().word())
                .or(() -> place(root, fault.fault().word()))
                .or(() -> Optional.ofNullable(one).map(Node::getStartMark))
                .map(fault::at)
                .orElse(fault);
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

    private static Optional<Mark> place(@Nullable Node node, String word) {
        return node == null || word.isEmpty()
                ? Optional.empty()
                : find(node, word, Collections.newSetFromMap(new IdentityHashMap<>()))
                        .map(Node::getStartMark);
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
