package illumiomonitor.engine.pull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The disk under the store.
 *
 * @param folder of the store, null when it has none
 * @param least bytes below which nothing is pulled
 */
public record Disk(@Nullable Path folder, long least) {

    /** Why nothing may be pulled, empty when there is room. */
    public Optional<String> refusal() {
        if (folder == null) {
            return Optional.empty();
        }
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            return free >= least
                    ? Optional.empty()
                    : Optional.of(
                            String.format(
                                    Locale.ROOT,
                                    "Only %,d MB are free under %s, less than %,d MB: pulls pause until there is room.",
                                    free / 1_000_000,
                                    folder,
                                    least / 1_000_000));
        } catch (IOException e) {
            return Optional.of(
                    "The free space under " + folder + " cannot be read: " + e.getMessage());
        }
    }
}
