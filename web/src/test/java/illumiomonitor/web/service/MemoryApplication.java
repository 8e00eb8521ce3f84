package illumiomonitor.web.service;

import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.web.service.ServiceException.Problem;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * An application around a {@link MemoryService}, for tests. Its store can be in use, as a real one
 * can.
 */
public final class MemoryApplication implements Application {

    public final MemoryService service = new MemoryService();
    public final List<String> done = new CopyOnWriteArrayList<>();

    /** How often the store is still in use when it is opened. */
    public int busy;

    /** Whether its store has closed itself. */
    public boolean lost;

    @Override
    public Service open(Config config) {
        if (busy > 0) {
            busy--;
            throw new ServiceException(Problem.IN_USE, "the store is in use by another process");
        }
        done.add("open");
        return service;
    }

    @Override
    public Serving serve(Config config, boolean pages) {
        done.add(pages ? "serve" : "serve without pages");
        service.pages = pages ? "http://127.0.0.1:8080" : null;
        return new MemoryServing(pages);
    }

    private final class MemoryServing implements Serving {

        private final boolean pages;

        MemoryServing(boolean pages) {
            this.pages = pages;
        }

        @Override
        public Service service() {
            return service;
        }

        @Override
        public @Nullable URI pages() {
            return pages ? URI.create("http://127.0.0.1:8080") : null;
        }

        @Override
        public @Nullable String setupToken() {
            return pages ? "first-token" : null;
        }

        @Override
        public boolean isLost() {
            return lost;
        }

        @Override
        public void close() {
            done.add("stopped");
        }
    }

    @Override
    public Demo demo(Path folder, int port) {
        throw new ServiceException(Problem.AWAY, "no lab in " + folder.getFileName());
    }

    @Override
    public void restore(Config config, Path file, boolean overwrite) {
        if (!overwrite) {
            throw new ServiceException(
                    Problem.NOT_PERMITTED, "the store exists; --overwrite replaces it");
        }
        done.add("restored " + file.getFileName());
    }

    @Override
    public List<Benchmark> benchmarks() {
        return List.of(new Nothing());
    }

    private static final class Nothing implements Benchmark {

        @Override
        public String name() {
            return "nothing";
        }

        @Override
        public String title() {
            return "Measures nothing, in no time.";
        }

        @Override
        public List<Figure> measure(@Nullable Integer rows, Journal journal) {
            return List.of(new Figure("time", rows + " ms", "<= 1 s"));
        }
    }
}
