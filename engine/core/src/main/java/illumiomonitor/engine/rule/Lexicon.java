package illumiomonitor.engine.rule;

import illumiomonitor.engine.rule.guard.Allowed;
import illumiomonitor.spi.Event;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words that rule authors have: facts, their fields, functions. Slips are held against it. */
final class Lexicon {

    private static final String PACKAGE = Event.class.getPackageName() + ".";
    private static final Pattern LISTED =
            Pattern.compile("(?m)^class illumiomonitor\\.spi\\.(\\w+)\\s*\\|.*$");
    private static final List<String> FUNCTIONS =
            List.of("sum", "count", "average", "min", "max", "collectList", "collectSet");
    private static final List<String> OTHER =
            List.of("contains", "matches", "memberOf", "groupby", "accumulate", "String", "Math");

    private static final Lexicon THE = new Lexicon();

    private final Map<String, Map<String, Class<?>>> facts = new TreeMap<>();
    private final Set<String> words = new TreeSet<>(OTHER);

    private Lexicon() {
        words.addAll(FUNCTIONS);
        Matcher listed = LISTED.matcher(Allowed.text());
        while (listed.find()) {
            take(type(listed.group(1)));
        }
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(PACKAGE + name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(name + " is listed, but no part of the program", e);
        }
    }

    private void take(Class<?> type) {
        words.add(type.getSimpleName());
        if (type.isRecord()) {
            facts.put(type.getSimpleName(), fields(type));
        }
        if (type.isEnum()) {
            for (Object one : type.getEnumConstants()) {
                words.add(((Enum<?>) one).name());
            }
            return;
        }
        for (Method method : type.getDeclaredMethods()) {
            boolean own = method.getDeclaringClass() == type && !method.isSynthetic();
            if (own && Modifier.isPublic(method.getModifiers())) {
                words.add(method.getName());
            }
        }
    }

    /** What is asked without arguments, also where it is worked out. */
    private static Map<String, Class<?>> fields(Class<?> type) {
        Map<String, Class<?>> fields = new TreeMap<>();
        for (Method method : type.getDeclaredMethods()) {
            int modifiers = method.getModifiers();
            boolean asked = Modifier.isPublic(modifiers) && !Modifier.isStatic(modifiers);
            boolean own = !List.of("toString", "hashCode").contains(method.getName());
            if (asked && own && method.getParameterCount() == 0) {
                fields.put(method.getName(), method.getReturnType());
            }
        }
        return fields;
    }

    /** Names of the fields of a fact, empty when there is no such fact. */
    static Set<String> fields(String fact) {
        return THE.facts.getOrDefault(fact, Map.of()).keySet();
    }

    /** Whether a field of a fact holds a text. */
    static boolean isText(String fact, String field) {
        return THE.facts.getOrDefault(fact, Map.of()).get(field) == String.class;
    }

    /** Whether a field of some fact holds no text. */
    static boolean isNumber(String field) {
        return THE.facts.values().stream()
                .map(fields -> fields.get(field))
                .anyMatch(type -> type != null && type.isPrimitive());
    }

    /** Whether some fact has such a field. */
    static boolean isField(String word) {
        return THE.facts.values().stream().anyMatch(fields -> fields.containsKey(word));
    }

    /** Whether it is a word of the facts: a field, what can be asked, or a name they know. */
    static boolean isWord(String word) {
        return THE.words.contains(word);
    }

    /** What a word was meant to be, as the end of a sentence; empty when nobody can guess. */
    static String guess(String word) {
        if (word.matches("(get|is)[A-Z]\\w*")) {
            String bare = word.replaceFirst("^(get|is)", "");
            String field = Character.toLowerCase(bare.charAt(0)) + bare.substring(1);
            if (isField(field)) {
                return "; did you mean " + field + "()?";
            }
        }
        return THE.words.contains(word) ? "" : Spelling.guess(word, THE.words);
    }
}
