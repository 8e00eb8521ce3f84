package illumiomonitor.engine.rule;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * The text of a rule file, read but not compiled.
 *
 * @param file relative to the rules folder, with slashes
 * @param version hash of the text
 * @param headers of its rules, in order
 * @param types names of the facts that its patterns match, without their package; {@code History}
 *     where it asks for that
 * @param errors why it cannot be compiled, empty when it may be tried
 */
record RuleText(
        String file,
        String version,
        String text,
        List<Header> headers,
        Set<String> types,
        List<RuleError> errors) {

    /** Digits of the hash that identify a text. */
    private static final int DIGITS = 16;

    static String versionOf(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    List<String> names() {
        return headers.stream().map(Header::name).toList();
    }

    boolean names(Class<?> fact) {
        return types.contains(fact.getSimpleName());
    }

    /**
     * The package that the text is compiled in. Each text has its own, so that its classes live and
     * die with it and can be told in a stack trace.
     */
    String compiledPackage() {
        return "rule" + version;
    }

    /** The text with its package statement replaced; lines stay where they are. */
    String compiledText() {
        int start = PackageStatement.start(text);
        int end = PackageStatement.end(text, start);
        return text.substring(0, start)
                + "package "
                + compiledPackage()
                + "; "
                + text.substring(end);
    }
}
