package illumiomonitor.engine.pce;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.ZipException;

/**
 * One request and its whole answer. The caller waits; other threads send and read, so that an
 * interrupt or a time-out ends the wait at once and the connection with it.
 */
final class Exchange {

    private static final int LONGEST_ERROR = 1 << 16;

    private final Faults faults;
    private final PceClock clock;
    private final Executor readers;

    Exchange(Faults faults, PceClock clock, Executor readers) {
        this.faults = faults;
        this.clock = clock;
        this.readers = readers;
    }

    /**
     * @param idle longest stretch without a byte
     * @param whole longest time in all
     */
    <T> T send(HttpClient client, HttpRequest request, Body<T> body, Duration idle, Duration whole)
            throws PceFault, InterruptedException {
        Instant sentAt = clock.host();
        Inflow inflow = new Inflow();
        CompletableFuture<HttpResponse<InputStream>> sent =
                client.sendAsync(request, BodyHandlers.ofInputStream());
        CompletableFuture<T> done =
                sent.thenApplyAsync(answer -> read(request, answer, sentAt, inflow, body), readers);
        boolean over = false;
        try {
            T result = await(done, request, inflow, idle, whole);
            over = true;
            return result;
        } finally {
            if (!over) {
                sent.cancel(true);
                inflow.abort();
                var unused = done.thenAccept(Exchange::discard);
            }
        }
    }

    /** An answer that came in full after its caller had gone. */
    private static <T> void discard(T answer) {
        if (answer instanceof Spooled spooled) {
            try {
                spooled.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private <T> T await(
            CompletableFuture<T> done,
            HttpRequest request,
            Inflow inflow,
            Duration idle,
            Duration whole)
            throws PceFault, InterruptedException {
        long end = System.nanoTime() + whole.toNanos();
        while (true) {
            long now = System.nanoTime();
            long wait = Math.min(end - now, inflow.movedAt() + idle.toNanos() - now);
            if (wait <= 0) {
                throw faults.late(request, end - now <= 0 ? whole : idle);
            }
            try {
                return done.get(wait, TimeUnit.NANOSECONDS);
            } catch (CancellationException e) {
                throw faults.of(request, e);
            } catch (TimeoutException e) {
                continue; // it may have moved since
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException bug && !isOfTheNetwork(bug)) {
                    throw bug;
                }
                throw faults.of(request, e);
            }
        }
    }

    private static boolean isOfTheNetwork(RuntimeException thrown) {
        return thrown instanceof CancellationException
                || thrown instanceof CompletionException
                || thrown instanceof RejectedExecutionException
                || thrown instanceof UnresolvedAddressException;
    }

    /** The JDK gives none at all where a proxy refuses the tunnel. */
    private static InputStream body(HttpResponse<InputStream> answer) {
        return Objects.requireNonNullElseGet(answer.body(), InputStream::nullInputStream);
    }

    private <T> T read(
            HttpRequest request,
            HttpResponse<InputStream> answer,
            Instant sentAt,
            Inflow inflow,
            Body<T> body) {
        clock.learn(answer.headers(), sentAt);
        try (InputStream raw = body(answer)) {
            InputStream in = inflow.open(raw);
            if (answer.statusCode() / 100 != 2) {
                throw faults.status(request, answer, in.readNBytes(LONGEST_ERROR), clock.now());
            }
            return body.read(answer.statusCode(), answer.headers(), in);
        } catch (BrokenJson | EOFException | ZipException e) {
            throw new CompletionException(faults.broken(request, answer, e));
        } catch (IOException | PceFault e) {
            throw new CompletionException(e);
        }
    }
}
