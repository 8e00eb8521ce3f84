package illumiomonitor.db;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A process that holds a store and answers each line it reads with one line. */
final class AskedService {

    private final Store store;

    private AskedService(Store store) {
        this.store = store;
    }

    /** Until its input ends. */
    public static void main(String[] args) throws IOException {
        try (Store store = Store.open(args[0]);
                BufferedReader lines =
                        new BufferedReader(
                                new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            AskedService service = new AskedService(store);
            System.out.println("READY");
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println(service.answer(line));
            }
        }
    }

    private String answer(String sql) {
        try {
            SqlResult result = store.console().query(sql, Duration.ofMinutes(3), 10);
            return result.note().startsWith("stopped")
                    ? "CUT " + result.note()
                    : "ROWS " + result.rows().size() + " " + shortened(result.rows().toString());
        } catch (SqlRefused e) {
            return "REFUSED " + e.getMessage();
        } catch (InterruptedException | RuntimeException e) {
            return "FAILED " + e;
        }
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(text.length(), 200)).replace('\n', ' ');
    }
}
