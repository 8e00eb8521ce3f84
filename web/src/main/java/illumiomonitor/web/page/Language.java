package illumiomonitor.web.page;

import illumiomonitor.engine.words.Phrasebook;
import illumiomonitor.engine.words.RuleWords;
import illumiomonitor.engine.words.Words;
import java.util.Locale;

/** A language the pages speak. */
public enum Language {
    EN(Locale.ENGLISH, "en"),
    ZH_TW(Locale.TRADITIONAL_CHINESE, "zh-TW");

    private static final RuleWords RULES = RuleWords.onClassPath();

    private final Locale locale;
    private final String tag;
    private final Words words;
    private final Phrasebook phrases;
    private final Phrasebook evidence;

    Language(Locale locale, String tag) {
        this.locale = locale;
        this.tag = tag;
        this.words = Words.load("illumiomonitor/web/words", locale);
        this.phrases = Phrasebook.in(locale);
        this.evidence = Phrasebook.ofEvidence(locale);
    }

    /** The language for a locale, English when there is none. */
    static Language of(Locale locale) {
        return locale.getLanguage().equals("zh") ? ZH_TW : EN;
    }

    /** The language of a tag as {@link #tag()} gives it, or the one to fall back on. */
    static Language of(String tag, Language otherwise) {
        for (Language language : values()) {
            if (language.tag.equals(tag)) {
                return language;
            }
        }
        return otherwise;
    }

    public Locale locale() {
        return locale;
    }

    /** For {@code lang} attributes and cookies. */
    public String tag() {
        return tag;
    }

    public Words words() {
        return words;
    }

    /** What the engine says of its work: a step, a line of a log, a reason. */
    public String said(String sentence) {
        return phrases.said(sentence);
    }

    /** A name or value of evidence; a number may have the unit of its rule behind it. */
    public String evidence(String rule, String stored) {
        int unit = stored.indexOf(' ') + 1;
        String written = stored.substring(unit);
        String said = rule(rule, "unit", written);
        return said.equals(written) ? evidence.said(stored) : stored.substring(0, unit) + said;
    }

    /** A fact in the words of evidence, its name and its value with a colon between. */
    public String fact(String stored) {
        int colon = stored.indexOf(": ");
        if (colon < 0) {
            return evidence.said(stored);
        }
        String name = stored.substring(0, colon);
        String value = stored.substring(colon + 2);
        return evidence.said(name) + words.get("fact.colon") + evidence.said(value);
    }

    /** What a rule found, given the summary that is stored. */
    public String summary(String rule, String stored) {
        return RULES.summary(locale, rule, stored);
    }

    /** A rule's title, given the one that stands in its text. */
    public String title(String rule, String written) {
        return rule(rule, "title", written);
    }

    /** A part of a rule such as {@code title}, {@code unit} or {@code Sees}. */
    public String rule(String rule, String part, String written) {
        return RULES.said(locale, rule, part, written);
    }
}
