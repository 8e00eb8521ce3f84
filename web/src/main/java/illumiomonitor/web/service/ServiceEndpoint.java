package illumiomonitor.web.service;

import io.javalin.Javalin;
import java.nio.file.Path;
import java.time.Instant;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Where a running service answers the command line: its own listener on a free port of the loopback
 * address, whatever the admin UI is bound to.
 */
public final class ServiceEndpoint implements AutoCloseable {

    private static final int THREADS = 12;

    private final Javalin server;
    private final ServiceFiles files;
    private final long pid;

    private ServiceEndpoint(Javalin server, ServiceFiles files, long pid) {
        this.server = server;
        this.files = files;
        this.pid = pid;
    }

    /** Listens, and says so in the data folder. */
    public static ServiceEndpoint start(Service service, Path dataFolder) {
        String token = ServiceFiles.newToken();
        Javalin server =
                Javalin.create(
                        config -> {
                            config.startup.showJavalinBanner = false;
                            config.startup.showOldJavalinVersionWarning = false;
                            config.jetty.threadPool = new QueuedThreadPool(THREADS, 2);
                            config.jetty.addConnector(
                                    (jetty, http) -> {
                                        ServerConnector connector =
                                                new ServerConnector(
                                                        jetty,
                                                        1,
                                                        1,
                                                        new HttpConnectionFactory(http));
                                        connector.setHost("127.0.0.1");
                                        connector.setPort(0);
                                        // A run may be silent for long; who asked decides how long
                                        // to wait.
                                        connector.setIdleTimeout(0);
                                        return connector;
                                    });
                            new ServiceRoutes(service, token).mount(config.routes);
                        });
        server.start();
        long pid = ProcessHandle.current().pid();
        ServiceFiles files = new ServiceFiles(dataFolder);
        files.write(new ServiceFiles.Place(server.port(), pid, Instant.now()), token);
        return new ServiceEndpoint(server, files, pid);
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        files.remove(pid);
        server.stop();
    }
}
