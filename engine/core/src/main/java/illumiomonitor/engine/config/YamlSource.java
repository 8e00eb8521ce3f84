package illumiomonitor.engine.config;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A YAML text as a tree that still knows its lines. Values are texts; the environment is put in
 * when they are read, so that it can never change the tree.
 */
final class YamlSource {

    private static final int DEEPEST = 10;

    private final String file;
    private final Placeholders placeholders;

    YamlSource(String file, Map<String, String> env) {
        this.file = file;
        this.placeholders = new Placeholders(env);
    }

    /** The top of the text. */
    Section read(String text) {
        Node root = compose(text);
        if (root == null || isNull(root)) {
            throw fail(1, "is empty; monitor.example.yaml shows what to write");
        }
        return new Section(this, "", 1, entries("the file", root));
    }

    String place(int line) {
        return file + ":" + line;
    }

    ConfigException fail(int line, String problem) {
        return ConfigException.at(file, line, problem);
    }

    static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar
                && scalar.isPlain()
                && Tag.NULL.equals(scalar.getTag());
    }

    /** The keys of a mapping in the order of the text. */
    Map<String, Entry> entries(String key, Node node) {
        if (!(node instanceof MappingNode mapping)) {
            throw fail(line(node), key + " must have keys of its own, written as 'key: value'");
        }
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
                throw fail(line(tuple.getKeyNode()), "a key must be a plain word");
            }
            Entry entry = new Entry(line(name), tuple.getValueNode());
            if (entries.put(name.getValue(), entry) != null) {
                throw fail(line(name), name.getValue() + " is written twice");
            }
        }
        return entries;
    }

    /** The items of a list; a value alone is a list of one. */
    List<Node> items(Node node) {
        return node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
    }

    /** A value with the environment put in. */
    String text(String key, Node node) {
        if (!(node instanceof ScalarNode scalar)) {
            throw fail(line(node), key + " must be one value");
        }
        if (!scalar.getTag().startsWith(Tag.PREFIX)) {
            throw fail(
                    line(node),
                    key
                            + " begins with a sign that YAML reads as its own: put the value in quotes");
        }
        try {
            return placeholders.fill(scalar.getValue());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(
                    file + ":" + line(node) + ": " + key + " " + e.getMessage(), e);
        }
    }

    /** Texts, lists and maps, however deep; what is null is left out. */
    @Nullable Object plain(String key, Node node, int depth) {
        if (depth > DEEPEST) {
            throw fail(line(node), key + " is nested too deeply");
        }
        if (isNull(node)) {
            return null;
        }
        if (node instanceof SequenceNode) {
            List<Object> list = new ArrayList<>();
            items(node).forEach(item -> addUnlessNull(list, plain(key, item, depth + 1)));
            return List.copyOf(list);
        }
        if (node instanceof MappingNode) {
            Map<String, Object> map = new LinkedHashMap<>();
            entries(key, node)
                    .forEach(
                            (name, entry) -> {
                                Object value = plain(key + "." + name, entry.value(), depth + 1);
                                if (value != null) {
                                    map.put(name, value);
                                }
                            });
            return Map.copyOf(map);
        }
        return text(key, node);
    }

    private static void addUnlessNull(List<Object> list, @Nullable Object value) {
        if (value != null) {
            list.add(value);
        }
    }

    private @Nullable Node compose(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(50);
        try {
            return new Yaml(options).compose(new StringReader(withoutTabs(text)));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            // Without its cause: SnakeYAML quotes the line, and the line may hold a secret.
            throw fail(
                    line,
                    "is not YAML: "
                            + explained(String.valueOf(e.getProblem()), lineOf(text, line)));
        } catch (YAMLException e) {
            throw fail(1, "is not YAML: it holds a character that may not stand in a text");
        }
    }

    private static String explained(String problem, String line) {
        if (problem.contains("alias") || problem.contains("anchor") || problem.contains("tag")) {
            return "a value that begins with *, & or ! needs quotes";
        }
        return line.contains("${") ? problem + "; put \"${NAME}\" in quotes" : problem;
    }

    private static String lineOf(String text, int line) {
        return text.lines().skip(line - 1L).findFirst().orElse("");
    }

    // JSON may be indented with tabs, YAML may not.
    private static String withoutTabs(String text) {
        return text.stripLeading().startsWith("{") ? text.replace('\t', ' ') : text;
    }

    /** A value and the line of its key. */
    record Entry(int line, Node value) {}
}
