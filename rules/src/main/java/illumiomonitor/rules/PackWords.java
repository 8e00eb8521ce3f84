package illumiomonitor.rules;

import illumiomonitor.engine.view.RuleText;
import illumiomonitor.engine.words.Phrase;
import illumiomonitor.engine.words.Phrasebook;
import illumiomonitor.engine.words.RuleWords;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the rules that ship say in Traditional Chinese. It holds for a text that is word by word the
 * shipped one: what somebody rewrote is shown as that person wrote it.
 */
public final class PackWords implements RuleWords {

    /**
     * The text of {@code findings.add} that has places; a subject may be put together before it.
     */
    private static final Pattern FORMAT =
            Pattern.compile("\\bfindings\\.add\\([^;]*?\"([^\"]*%[^\"]*)\"");

    private static final Pattern SAYS = Pattern.compile("(.*)\\.says\\d*");
    private static final String FILE = "/illumiomonitor/rules/pack_zh_TW.properties";

    /** The English of the pack is read only once somebody asks for another language. */
    private static final class Loaded {

        static final Map<String, Said> CHINESE = read();
    }

    private record Said(String english, String chinese) {}

    /** The formats of what they find, in both languages, and what the engine says within. */
    private static final class Findings {

        static final Map<String, List<Phrase>> CHINESE = phrases();
        static final Phrasebook WITHIN = Phrasebook.in(Locale.TRADITIONAL_CHINESE);

        private static Map<String, List<Phrase>> phrases() {
            Map<String, List<Phrase>> phrases = new TreeMap<>();
            Loaded.CHINESE.forEach(
                    (key, said) -> {
                        Matcher format = SAYS.matcher(key);
                        if (format.matches()) {
                            phrases.computeIfAbsent(format.group(1), rule -> new ArrayList<>())
                                    .add(Phrase.of(said.english, said.chinese));
                        }
                    });
            return phrases;
        }
    }

    @Override
    public String said(Locale locale, String rule, String part, String text) {
        if (!locale.getLanguage().equals("zh")) {
            return text;
        }
        Said said = Loaded.CHINESE.get(key(rule, part));
        return said != null && said.english.equals(text) ? said.chinese : text;
    }

    @Override
    public String summary(Locale locale, String rule, String summary) {
        if (!locale.getLanguage().equals("zh")) {
            return summary;
        }
        return Findings.CHINESE.getOrDefault(rule, List.of()).stream()
                .flatMap(phrase -> phrase.said(summary, Findings.WITHIN::said).stream())
                .findFirst()
                .orElse(summary);
    }

    /** What the shipped rules say themselves, by rule and part. */
    static Map<String, String> english() {
        Map<String, String> parts = new TreeMap<>();
        for (String file : Pack.files()) {
            if (file.endsWith(".drl")) {
                String rule = file.substring(0, file.length() - ".drl".length());
                String whole = Pack.text(file);
                RuleText text = RuleText.of(whole, rule).orElse(RuleText.NONE);
                parts.put(key(rule, "title"), text.annotation("title"));
                parts.put(key(rule, "unit"), text.annotation("unit"));
                text.notes().forEach(note -> parts.put(key(rule, note.field()), note.text()));
                Matcher format = FORMAT.matcher(whole);
                for (int n = 1; format.find(); n++) {
                    parts.put(
                            key(rule, "says" + (n == 1 ? "" : n)), Phrase.placed(format.group(1)));
                }
            }
        }
        return parts;
    }

    /** What is known of them in Traditional Chinese. */
    static Properties chinese() {
        Properties file = new Properties();
        try (InputStream in = PackWords.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is not in the build");
            }
            try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
                file.load(reader);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read", e);
        }
        return file;
    }

    private static Map<String, Said> read() {
        Map<String, Said> words = new TreeMap<>();
        Map<String, String> english = english();
        Properties chinese = chinese();
        for (String key : chinese.stringPropertyNames()) {
            words.put(key, new Said(english.getOrDefault(key, ""), chinese.getProperty(key)));
        }
        return words;
    }

    private static String key(String rule, String part) {
        return rule + "." + part;
    }
}
