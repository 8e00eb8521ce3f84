package illumiomonitor.db;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A second JVM that holds a store. */
final class OtherProcess {

    private OtherProcess() {}

    /** Starts it. */
    static Process opening(String url) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        url)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Starts it and waits until it holds the store. */
    static Process holding(String url) throws IOException {
        Process process = opening(url);
        BufferedReader said =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = said.readLine();
        while (line != null && !line.equals("HELD")) {
            line = said.readLine();
        }
        return process;
    }

    /** Holds the store until this process is ended. */
    public static void main(String[] args) throws InterruptedException {
        try (Store store = Store.open(args[0])) {
            System.out.println("HELD");
            Thread.currentThread().join();
        }
    }
}
