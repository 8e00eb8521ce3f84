package illumiomonitor.web.cli;

import illumiomonitor.web.app.EngineApplication;
import illumiomonitor.web.service.Application;
import illumiomonitor.web.service.MemoryApplication;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** A command as it is typed in a folder, and what came of it. */
final class Typed {

    static final String CONFIG =
            """
            pce: [{name: hq, url: 'http://127.0.0.1:1', key: k, secret: HUSH}]
            display: {zone: Asia/Taipei}
            """;

    final MemoryApplication application = new MemoryApplication();
    final Path folder;
    private Supplier<Application> asked = () -> application;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String input = "";
    private boolean person;
    private boolean waits;
    private Sitting sitting = new Sitting("");

    private Typed(Path folder) {
        this.folder = folder;
    }

    static Typed in(Path folder) throws IOException {
        return in(folder, CONFIG);
    }

    static Typed in(Path folder, String config) throws IOException {
        Files.writeString(folder.resolve("monitor.yaml"), config);
        return new Typed(folder);
    }

    static Typed again(Path folder) {
        return new Typed(folder);
    }

    static Typed nowhere(Path folder) {
        return new Typed(folder);
    }

    /** The program as it ships instead of the one in memory. */
    Typed real() {
        asked = EngineApplication::new;
        return this;
    }

    /** Lines that a person types. */
    Typed byPerson(String... lines) {
        person = true;
        input = String.join("\n", lines) + "\n";
        return this;
    }

    /** Lines that a person types, who then sits there and types nothing more. */
    Typed byWaiting(String lines) {
        person = true;
        waits = true;
        sitting = new Sitting(lines);
        return this;
    }

    /** Until everything that was to be typed was, and more is asked for. */
    void untilItWaits() throws InterruptedException {
        sitting.asked.await();
    }

    /** Does not hear interrupts, as a terminal does not. */
    private static final class Sitting extends Reader {

        private final Reader lines;
        private final CountDownLatch asked = new CountDownLatch(1);

        Sitting(String lines) {
            this.lines = new StringReader(lines);
        }

        @Override
        public int read(char[] into, int from, int length) throws IOException {
            int n = lines.read(into, from, length);
            if (n >= 0) {
                return n;
            }
            asked.countDown();
            while (true) {
                LockSupport.park();
                Thread.interrupted();
            }
        }

        @Override
        public void close() {}
    }

    /** What a script pipes in. */
    Typed piped(String text) {
        input = text;
        return this;
    }

    int run(String... args) {
        Terminal terminal =
                new Terminal(
                        new BufferedReader(waits ? sitting : new StringReader(input)),
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        person,
                        folder,
                        Map.of());
        return new Cli(asked, terminal).run(args);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}
