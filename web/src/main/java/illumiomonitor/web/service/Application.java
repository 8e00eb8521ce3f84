package illumiomonitor.web.service;

import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.journal.Journal;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The engine with everything around it, put together in the ways the command line needs. */
public interface Application {

    /**
     * Opens the store for one command.
     *
     * @throws ServiceException if another process has it
     */
    Service open(Config config);

    /**
     * Opens the store, starts the schedule and, when asked for, the admin UI.
     *
     * @throws ServiceException if another process has the store
     */
    Serving serve(Config config, boolean pages) throws InterruptedException;

    /**
     * Starts the lab and the admin UI; its history is yet to be caught up.
     *
     * @param folder where the demo keeps everything; made when it is missing
     * @param port of the admin UI, 0 for any free one
     */
    Demo demo(Path folder, int port);

    /**
     * Brings a backup back.
     *
     * @param overwrite whether a store that exists may be replaced
     */
    void restore(Config config, Path file, boolean overwrite);

    /** What {@code bench} can measure; empty when nothing is built in. */
    List<Benchmark> benchmarks();

    /**
     * A demo that answers.
     *
     * @param config of its store
     * @param history what is left to do
     */
    record Demo(Config config, Serving serving, History history) {}

    /** What a demo does first. */
    interface History {

        /**
         * Works through the hours that lie behind, which the pages show as they come, and begins
         * the schedule.
         *
         * @param journal hears how far it is
         * @return what was done, in a sentence
         * @throws InterruptedException if the process is to end
         */
        String catchUp(Journal journal) throws InterruptedException;
    }

    /** Something that is measured. */
    interface Benchmark {

        String name();

        /** What it measures and the budget, in a sentence. */
        String title();

        /**
         * Measures once.
         *
         * @param rows of the input, null for the usual number
         * @return figures with their units, in the order in which they are shown
         */
        List<Figure> measure(@Nullable Integer rows, Journal journal) throws InterruptedException;

        /**
         * Measures on data that others recorded. Most need none.
         *
         * @param data folder that holds it
         */
        default List<Figure> measure(Path data, Journal journal) throws InterruptedException {
            return measure((Integer) null, journal);
        }
    }

    /**
     * A measured number.
     *
     * @param budget what it should keep, or empty
     */
    record Figure(String name, String value, String budget) {}
}
