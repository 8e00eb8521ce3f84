package illumiomonitor.web.service;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.config.StoreUrl;
import illumiomonitor.web.service.ServiceException.Problem;
import illumiomonitor.web.service.ServiceFiles.Place;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Optional;

/**
 * Decides who answers: the service that runs, or, when none does, the store opened for the one
 * command.
 */
public final class ServiceFinder {

    private final Application application;
    private final Duration patience;

    /**
     * @param patience how long a store that is in use may take to get its service up or to be given
     *     back
     */
    public ServiceFinder(Application application, Duration patience) {
        this.application = application;
        this.patience = patience;
    }

    /** A service that runs on this machine with this store. */
    public record Running(Service service, long pid) {}

    /**
     * Who answers.
     *
     * @throws ServiceException if another process has the store and does not answer
     */
    public Service find(Config config) throws InterruptedException {
        RetryPolicy<Service> busy =
                RetryPolicy.<Service>builder()
                        .handleIf(
                                e ->
                                        e instanceof ServiceException s
                                                && s.problem() == Problem.IN_USE)
                        .withDelay(Duration.ofMillis(200))
                        .withMaxDuration(patience)
                        .withMaxRetries(-1)
                        .build();
        try {
            return Failsafe.with(busy)
                    .get(() -> running(config).map(Running::service).orElseGet(() -> open(config)));
        } catch (FailsafeException e) {
            if (e.getCause() instanceof InterruptedException interrupt) {
                throw interrupt;
            }
            throw e;
        }
    }

    /** The service that runs, if one does. Files that a killed one left behind are removed. */
    public Optional<Running> running(Config config) {
        ServiceFiles files = new ServiceFiles(StoreUrl.dataFolder(config));
        Optional<Place> place = files.place();
        return place.isEmpty() ? Optional.empty() : answering(files, place.get());
    }

    private static Optional<Running> answering(ServiceFiles files, Place place) {
        try {
            RemoteService service = new RemoteService(new Wire(place.port(), files.token()));
            return Optional.of(new Running(service, service.about().pid()));
        } catch (AccessDeniedException e) {
            throw new ServiceException(
                    Problem.NOT_PERMITTED,
                    "a service runs (process "
                            + place.pid()
                            + "), but its token file may be read by its owner only",
                    e);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw Trouble.of(e);
        } catch (ServiceException e) {
            // Nobody there, or a stranger on the port of one who was killed.
            if (ProcessHandle.of(place.pid()).isEmpty()) {
                files.remove(place.pid());
            }
            return Optional.empty();
        }
    }

    private Service open(Config config) {
        try {
            return application.open(config);
        } catch (RuntimeException e) {
            throw Trouble.of(e);
        }
    }
}
