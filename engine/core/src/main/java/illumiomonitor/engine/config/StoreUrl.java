package illumiomonitor.engine.config;

import java.nio.file.Path;
import java.util.List;

/** What may be known about a JDBC URL without opening it. */
public final class StoreUrl {

    private static final String H2 = "jdbc:h2:";
    private static final List<String> ELSEWHERE = List.of("mem:", "tcp:", "ssl:");

    private StoreUrl() {}

    /**
     * The URL with the path of an H2 file made absolute against a folder; other URLs as they are.
     */
    static String absolute(String url, Path folder) {
        return isFile(url)
                ? H2
                        + "file:"
                        + folder.resolve(pathOf(url)).normalize().toString().replace('\\', '/')
                        + options(url)
                : url;
    }

    static boolean isKnown(String url) {
        return url.startsWith("jdbc:postgresql:")
                || (url.startsWith(H2) && url.length() > H2.length());
    }

    /**
     * The data folder: the one that holds the store's file, token and backups. A store that is no
     * file has {@code data} beside the configuration.
     */
    public static Path dataFolder(Config config) {
        Path folder = folderOf(config.file());
        return isFile(config.storeUrl())
                ? folderOf(folder.resolve(pathOf(config.storeUrl())))
                : folder.resolve("data");
    }

    private static Path folderOf(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }

    private static boolean isFile(String url) {
        return url.startsWith(H2)
                && ELSEWHERE.stream().noneMatch(url.substring(H2.length())::startsWith);
    }

    private static Path pathOf(String url) {
        String rest = url.substring(H2.length());
        rest = rest.startsWith("file:") ? rest.substring("file:".length()) : rest;
        String path = rest.substring(0, optionsAt(rest));
        return path.startsWith("~")
                ? Path.of(System.getProperty("user.home") + path.substring(1))
                : Path.of(path);
    }

    private static String options(String url) {
        return url.substring(optionsAt(url));
    }

    private static int optionsAt(String text) {
        int at = text.indexOf(';');
        return at < 0 ? text.length() : at;
    }
}
