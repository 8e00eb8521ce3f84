package illumiomonitor.engine.pce;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.failsafe.function.CheckedSupplier;
import illumiomonitor.engine.config.Config;
import illumiomonitor.spi.SourceException.Problem;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to one PCE within its budget, and again where that is safe: a request that was
 * turned away with 429 or never left always, one that changes nothing after any fault that may
 * pass, any other never. Thread-safe.
 */
final class Transport {

    /** Tries while the PCE says 429: with the waits between them, longer than its minute. */
    private static final int TRIES_AT_LIMIT = 7;

    private static final int TRIES = 5;

    private final Config.Pce pce;
    private final Address address;
    private final Pace pace;
    private final Budget budget;
    private final String authorization;
    private final ExecutorService threads;
    private final Exchange exchange;
    private final Absence absence = new Absence();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable HttpClient client;

    Transport(Config.Pce pce, int requestsPerMinute, PceClock clock, Pace pace) {
        this.pce = pce;
        this.address = new Address(pce.url(), pce.org());
        this.pace = pace;
        this.budget = new Budget(requestsPerMinute, pace.minute());
        this.authorization = basic(pce);
        this.threads = Executors.newCachedThreadPool(task -> daemon(task, pce.name()));
        this.exchange =
                new Exchange(
                        new Faults(pce.name(), pce.url(), pce.key(), pce.proxy()), clock, threads);
    }

    /** Sends a request that changes nothing, or nothing more when repeated. */
    <T> T repeat(Call call, Body<T> body, Deadline deadline) throws PceFault, InterruptedException {
        return tried(() -> send(call, body, deadline), deadline, PceFault::isPassing);
    }

    /** Sends a request that must not be carried out twice. */
    Reply once(Call call, Deadline deadline) throws PceFault, InterruptedException {
        return tried(
                () -> send(call, Reply::lenient, deadline),
                deadline,
                fault -> fault.stage() == PceFault.Stage.UNSENT);
    }

    Reply get(String path, Deadline deadline) throws PceFault, InterruptedException {
        return repeat(Call.get(path), Reply::strict, deadline);
    }

    /** Tries once and reports every fault, for work that can be left. */
    Reply attempt(Call call, Deadline deadline) throws PceFault, InterruptedException {
        return send(call, Reply::lenient, deadline);
    }

    /**
     * Sends requests one after the other without waiting for anything, as far as the budget allows
     * it now; nobody hears of the results.
     */
    void fire(Call... calls) {
        HttpClient open = client;
        CompletableFuture<?> last = CompletableFuture.completedFuture(null);
        for (Call call : calls) {
            if (open == null || !budget.takeNow()) {
                return;
            }
            try {
                HttpRequest request = request(call);
                last = last.thenCompose(any -> open.sendAsync(request, BodyHandlers.discarding()));
            } catch (PceFault e) {
                return; // only tidying up: what is left is found at the next start
            }
        }
    }

    int requests() {
        return budget.passed();
    }

    /** Tells of every wait before another try, until what is returned is closed. */
    Hearing hear(Consumer<String> sentences) {
        listeners.add(sentences);
        return () -> listeners.remove(sentences);
    }

    void close() {
        threads.shutdownNow();
    }

    private <T> T tried(CheckedSupplier<T> attempt, Deadline deadline, Passing passing)
            throws PceFault, InterruptedException {
        RetryPolicy<T> limited = policy(deadline, TRIES_AT_LIMIT, PceFault::isRateLimit);
        RetryPolicy<T> faulty = policy(deadline, absence.recent() ? 1 : TRIES, passing);
        try {
            T answer = Failsafe.with(limited, faulty).get(attempt);
            absence.over();
            return answer;
        } catch (FailsafeException e) {
            if (e.getCause() instanceof PceFault fault) {
                absence.note(fault);
                throw fault;
            }
            if (e.getCause() instanceof InterruptedException) {
                Thread.interrupted(); // Failsafe leaves the flag set; the exception says it now
                throw interrupted(e);
            }
            throw e;
        }
    }

    private <T> RetryPolicy<T> policy(Deadline deadline, int tries, Passing passing) {
        return RetryPolicy.<T>builder()
                .withMaxAttempts(tries)
                .handleIf(
                        (Throwable thrown) ->
                                thrown instanceof PceFault fault
                                        && passing.test(fault)
                                        && !deadline.passed())
                .withDelayFn(
                        tried ->
                                deadline.atMost(
                                        wait(tried.getLastException(), tried.getAttemptCount())))
                .onRetryScheduled(
                        next ->
                                say(
                                        next.getLastException(),
                                        next.getDelay(),
                                        next.getAttemptCount() + 1,
                                        tries))
                .build();
    }

    private void say(@Nullable Throwable why, Duration wait, int next, int tries) {
        String sentence =
                "%s; trying again in %.1f s (%d of %d)"
                        .formatted(
                                why == null ? "no answer" : why.getMessage(),
                                wait.toMillis() / 1000.0,
                                next,
                                tries);
        listeners.forEach(listener -> listener.accept(sentence));
    }

    /** Never less than the PCE asked for; more than it when tries go on failing. */
    private Duration wait(@Nullable Throwable last, int tries) {
        Duration own = pace.retryAfterTry(Math.max(1, tries));
        long jitter = ThreadLocalRandom.current().nextLong(Math.max(1, own.toMillis() / 4));
        own = own.plusMillis(jitter);
        Duration asked = last instanceof PceFault fault ? fault.retryAfter() : null;
        return asked != null && asked.compareTo(own) > 0 ? asked.plusMillis(jitter) : own;
    }

    private <T> T send(Call call, Body<T> body, Deadline deadline)
            throws PceFault, InterruptedException {
        HttpClient open = client();
        HttpRequest request = request(call);
        budget.take();
        if (deadline.passed()) {
            throw PceFault.of(
                    Problem.QUERY_FAILED,
                    "PCE %s had no time left for %s %s"
                            .formatted(pce.name(), call.method(), call.path()),
                    null);
        }
        Duration whole = deadline.atMost(pace.whole());
        return exchange.send(open, request, body, pace.idle(), whole);
    }

    private HttpRequest request(Call call) throws PceFault {
        try {
            HttpRequest.Builder builder =
                    HttpRequest.newBuilder(address.of(call.path()))
                            .header("Authorization", authorization)
                            .header("Accept", "application/json")
                            .header("Accept-Encoding", "gzip")
                            .header("User-Agent", "illumio-monitor/" + Version.TEXT);
            call.headers().forEach(builder::header);
            if (call.json() == null) {
                return builder.method(call.method(), BodyPublishers.noBody()).build();
            }
            return builder.header("Content-Type", "application/json")
                    .method(call.method(), BodyPublishers.ofString(call.json()))
                    .build();
        } catch (IllegalArgumentException e) {
            throw PceFault.of(
                    Problem.UNREADABLE_ANSWER,
                    "PCE %s named an address that is none: %s"
                            .formatted(pce.name(), ErrorText.brief(call.path())),
                    e);
        }
    }

    private synchronized HttpClient client() throws PceFault {
        HttpClient open = client;
        if (open == null) {
            open = Connection.open(pce, pace.connect(), threads);
            client = open;
        }
        return open;
    }

    private static InterruptedException interrupted(Throwable cause) {
        InterruptedException thrown = new InterruptedException("interrupted while asking a PCE");
        thrown.initCause(cause);
        return thrown;
    }

    private static String basic(Config.Pce pce) {
        String pair = pce.key() + ":" + pce.secret().reveal();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static Thread daemon(Runnable task, String pce) {
        Thread thread = new Thread(task, "pce-" + pce);
        thread.setDaemon(true);
        return thread;
    }

    private interface Passing {
        boolean test(PceFault fault);
    }
}
