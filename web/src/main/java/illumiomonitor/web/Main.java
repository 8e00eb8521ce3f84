package illumiomonitor.web;

import illumiomonitor.web.cli.Cli;
import illumiomonitor.web.cli.Terminal;
import illumiomonitor.web.service.Application;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the program. A signal becomes an interrupt of the command, which then ends in good order.
 */
public final class Main {

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    /** More than the 10 s that a transaction may take. */
    private static final int SECONDS_TO_END = 15;

    private Main() {}

    public static void main(String[] args) {
        Thread command = Thread.currentThread();
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(command, ended), "signal"));
        int code;
        try {
            code = new Cli(Main::application, Terminal.own()).run(args);
        } finally {
            ended.countDown();
        }
        System.exit(code);
    }

    private static Application application() {
        return ServiceLoader.load(Application.class)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("this build holds no engine"));
    }

    private static void end(Thread command, CountDownLatch ended) {
        if (ended.getCount() == 0) {
            return;
        }
        long signal = System.nanoTime();
        command.interrupt();
        try {
            if (ended.await(SECONDS_TO_END, TimeUnit.SECONDS)) {
                LOG.info("ended {} ms after the signal", (System.nanoTime() - signal) / 1_000_000);
            } else {
                System.err.println(
                        "monitor: the command did not end within " + SECONDS_TO_END + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
