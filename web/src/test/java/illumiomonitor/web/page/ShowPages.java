package illumiomonitor.web.page;

import illumiomonitor.db.Store;
import illumiomonitor.engine.people.People;
import illumiomonitor.engine.people.Person;
import illumiomonitor.web.WebServer;
import illumiomonitor.web.login.Passwords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;

/**
 * Serves pages over rows made up for looking at them, until it is stopped. For developers: the
 * first argument is the port, the second the number of alerts (0: an empty store), the third {@code
 * edit} for the editor or {@code look}, the fourth how many alerts are not closed, the fifth a
 * folder whose store is used again.
 */
public final class ShowPages {

    private ShowPages() {}

    public static void main(String[] args) throws InterruptedException, IOException {
        int port = Integer.parseInt(args[0]);
        int alerts = Integer.parseInt(args[1]);
        boolean edit = args.length > 2 && args[2].equals("edit");
        Path folder = args.length > 4 ? Path.of(args[4]) : Files.createTempDirectory("show-pages");
        Store store = Store.open("jdbc:h2:file:" + folder.resolve("store"));
        if (alerts > 0 && new People(store).isEmpty()) {
            Instant now = Instant.now();
            int open = args.length > 3 ? Integer.parseInt(args[3]) : 14;
            new Seed(store, now)
                    .pces(true)
                    .rules()
                    .alerts(alerts, open)
                    .runs(120)
                    .gaps()
                    .story(2_000_000)
                    .hostile(1_999_997);
        }
        Clock clock = Clock.systemUTC();
        new People(store)
                .add("ada", Passwords.hash("ada ada ada"), Person.Role.ADMIN, clock.instant());
        WebServer server =
                WebServer.start(
                        TestConfig.of(edit, Locale.ENGLISH, port, null),
                        store,
                        new StoredActs(store),
                        new illumiomonitor.web.service.MemoryService(),
                        clock,
                        routes -> {});
        System.out.println("READY http://127.0.0.1:" + server.port());
        Thread.currentThread().join();
    }
}
