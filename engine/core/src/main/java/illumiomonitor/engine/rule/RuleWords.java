package illumiomonitor.engine.rule;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The words of proofs, in the operator's language. */
final class RuleWords {

    private static final String BUNDLE = "illumiomonitor.engine.rule.words";

    private final ResourceBundle bundle;
    private final Locale language;

    RuleWords(Locale language) {
        this.language = language;
        this.bundle =
                ResourceBundle.getBundle(
                        BUNDLE,
                        language,
                        ResourceBundle.Control.getNoFallbackControl(
                                ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    String get(String key, Object... args) {
        return new MessageFormat(bundle.getString(key), language).format(args);
    }
}
