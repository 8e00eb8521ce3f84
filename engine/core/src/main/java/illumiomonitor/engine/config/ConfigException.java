package illumiomonitor.engine.config;

import org.jspecify.annotations.Nullable;

/**
 * The configuration cannot be used. The message is one sentence that begins with file and line; it
 * holds no secret.
 */
public final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ConfigException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }

    static ConfigException at(String file, int line, String problem) {
        return new ConfigException(file + ":" + line + ": " + problem, null);
    }
}
