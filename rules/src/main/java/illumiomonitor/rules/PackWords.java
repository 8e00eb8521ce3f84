package illumiomonitor.rules;

import illumiomonitor.engine.view.RuleText;
import illumiomonitor.engine.words.RuleWords;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What the rules that ship say in Traditional Chinese. It holds for a text that is word by word the
 * shipped one: what somebody rewrote is shown as that person wrote it.
 */
public final class PackWords implements RuleWords {

    private static final String FILE = "/illumiomonitor/rules/pack_zh_TW.properties";

    /** The English of the pack is read only once somebody asks for another language. */
    private static final class Loaded {

        static final Map<String, Said> CHINESE = read();
    }

    private record Said(String english, String chinese) {}

    @Override
    public String said(Locale locale, String rule, String part, String text) {
        if (!locale.getLanguage().equals("zh")) {
            return text;
        }
        Said said = Loaded.CHINESE.get(key(rule, part));
        return said != null && said.english.equals(text) ? said.chinese : text;
    }

    /** What the shipped rules say themselves, by rule and part. */
    static Map<String, String> english() {
        Map<String, String> parts = new TreeMap<>();
        for (String file : Pack.files()) {
            if (file.endsWith(".drl")) {
                String rule = file.substring(0, file.length() - ".drl".length());
                RuleText text = RuleText.of(Pack.text(file), rule).orElse(RuleText.NONE);
                parts.put(key(rule, "title"), text.annotation("title"));
                parts.put(key(rule, "unit"), text.annotation("unit"));
                text.notes().forEach(note -> parts.put(key(rule, note.field()), note.text()));
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
