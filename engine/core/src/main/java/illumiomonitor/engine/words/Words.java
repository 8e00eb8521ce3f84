package illumiomonitor.engine.words;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Texts of one bundle in one language, as UTF-8 properties with {@link MessageFormat} places.
 *
 * <p>A text that the language lacks is taken from the English file, the one without a suffix. A
 * number is written with the language's separators: hand over ports, ids and the like as text.
 * Thread-safe.
 */
public final class Words {

    private static final Pattern PLACE = Pattern.compile("\\{(\\d+)[^}]*}");

    private final String bundle;
    private final Locale locale;
    private final Map<String, String> patterns;

    /** Reading a pattern takes longer than filling it in. */
    private final Map<String, MessageFormat> formats = new ConcurrentHashMap<>();

    private Words(String bundle, Locale locale, Map<String, String> patterns) {
        this.bundle = bundle;
        this.locale = locale;
        this.patterns = Collections.unmodifiableMap(patterns);
    }

    /**
     * Reads a bundle.
     *
     * @param bundle path on the class path without suffix, e.g. {@code
     *     illumiomonitor/engine/alert/words}
     * @param locale English and Chinese (Traditional) ship
     * @throws IllegalArgumentException if there is no such bundle
     */
    public static Words load(String bundle, Locale locale) {
        Map<String, String> patterns = new TreeMap<>();
        if (!readInto(patterns, bundle + ".properties")) {
            throw new IllegalArgumentException("there are no words called " + bundle);
        }
        for (String suffix : suffixes(locale)) {
            readInto(patterns, bundle + suffix + ".properties");
        }
        return new Words(bundle, locale, patterns);
    }

    /** Exactly what one language's file says, without the English texts behind it. For tests. */
    public static Words onlyOf(String bundle, Locale locale) {
        Map<String, String> patterns = new TreeMap<>();
        List<String> suffixes = locale.getLanguage().equals("en") ? List.of("") : suffixes(locale);
        suffixes.forEach(suffix -> readInto(patterns, bundle + suffix + ".properties"));
        return new Words(bundle, locale, patterns);
    }

    /**
     * A text with its places filled in.
     *
     * @throws IllegalArgumentException if the bundle has no such text
     */
    public String get(String key, Object... args) {
        String pattern = patterns.get(key);
        if (pattern == null) {
            throw new IllegalArgumentException(bundle + " has no text for " + key);
        }
        MessageFormat format =
                formats.computeIfAbsent(key, unread -> new MessageFormat(pattern, locale));
        synchronized (format) {
            return format.format(args);
        }
    }

    /** A text with its places still open, written {@code {0}}. */
    String pattern(String key) {
        String pattern = patterns.get(key);
        if (pattern == null) {
            throw new IllegalArgumentException(bundle + " has no text for " + key);
        }
        return pattern.replace("''", "'");
    }

    /** Whether there is such a text. */
    public boolean has(String key) {
        return patterns.containsKey(key);
    }

    public Locale locale() {
        return locale;
    }

    /** All keys, sorted. */
    public Set<String> keys() {
        return patterns.keySet();
    }

    /** What keeps two languages from saying the same: missing keys, other places, lone quotes. */
    public List<String> disagreements(Words other) {
        List<String> found = new ArrayList<>();
        Set<String> all = new TreeSet<>(keys());
        all.addAll(other.keys());
        for (String key : all) {
            String here = patterns.get(key);
            String there = other.patterns.get(key);
            if (here == null || there == null) {
                found.add(key + " is missing in " + (here == null ? locale : other.locale));
            } else if (!places(here).equals(places(there))) {
                found.add(key + " has other places in " + other.locale + " than in " + locale);
            }
        }
        found.addAll(loneQuotes());
        found.addAll(other.loneQuotes());
        return found;
    }

    /** MessageFormat swallows a quote that stands alone, and the place after it. */
    private List<String> loneQuotes() {
        return patterns.entrySet().stream()
                .filter(e -> e.getValue().replace("''", "").contains("'"))
                .map(e -> e.getKey() + " has a lone quote in " + locale)
                .toList();
    }

    private static Set<String> places(String pattern) {
        Set<String> places = new TreeSet<>();
        PLACE.matcher(pattern).results().forEach(match -> places.add(match.group(1)));
        return places;
    }

    private static List<String> suffixes(Locale locale) {
        if (locale.getLanguage().equals("zh")) {
            return List.of("_zh_TW");
        }
        return List.of("_" + locale.getLanguage());
    }

    private static boolean readInto(Map<String, String> patterns, String path) {
        try (InputStream in = Words.class.getClassLoader().getResourceAsStream(path)) {
            if (in == null) {
                return false;
            }
            Properties file = new Properties();
            try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
                file.load(reader);
            }
            file.stringPropertyNames().forEach(key -> patterns.put(key, file.getProperty(key)));
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("the words in " + path + " cannot be read", e);
        }
    }
}
