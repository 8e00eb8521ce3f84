package illumiomonitor.engine.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code monitor.yaml}: found, read and checked. */
public final class ConfigFile {

    private static final String USUAL = "monitor.yaml";

    private ConfigFile() {}

    /** The file that was asked for, else {@code monitor.yaml} in the folder. */
    public static Path find(@Nullable Path given, Path folder) {
        if (given != null) {
            return given;
        }
        Path usual = folder.resolve(USUAL);
        if (Files.exists(usual)) {
            return usual;
        }
        throw new ConfigException(
                "there is no "
                        + USUAL
                        + " here: copy monitor.example.yaml to "
                        + USUAL
                        + " and fill in the PCE, or name a file with -c",
                null);
    }

    /** Reads a file with the environment of this process. */
    public static Config load(Path file) {
        return load(file, System.getenv());
    }

    /**
     * Reads a file.
     *
     * @param env values for {@code ${NAME}}
     * @throws ConfigException if it cannot be read, or says something that is not known or makes no
     *     sense
     */
    public static Config load(Path file, Map<String, String> env) {
        return new ConfigReader(
                        file.toAbsolutePath().normalize(),
                        new YamlSource(file.toString(), env).read(text(file)))
                .config();
    }

    private static String text(Path file) {
        try {
            String text = Files.readString(file);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (NoSuchFileException e) {
            throw new ConfigException(file + " does not exist", e);
        } catch (AccessDeniedException e) {
            throw new ConfigException(file + " may not be read by this user", e);
        } catch (CharacterCodingException e) {
            throw new ConfigException(file + " is not a UTF-8 text", e);
        } catch (IOException e) {
            throw new ConfigException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
