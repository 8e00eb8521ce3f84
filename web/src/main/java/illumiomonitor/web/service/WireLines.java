package illumiomonitor.web.service;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The lines of one answer as they arrive, a bounded number ahead of their reader. Waiting for one
 * can be interrupted, which the JDK's stream of a body does not allow.
 */
final class WireLines implements BodyHandler<Void>, Flow.Subscriber<String>, AutoCloseable {

    private static final int AHEAD = 256;

    private final BlockingQueue<Item> items = new LinkedBlockingQueue<>();
    private volatile Flow.@Nullable Subscription subscription;
    private volatile int status;

    /** A line, or the end when both are null. */
    private record Item(@Nullable String line, @Nullable Throwable failure) {}

    @Override
    public BodySubscriber<Void> apply(HttpResponse.ResponseInfo info) {
        status = info.statusCode();
        return BodySubscribers.fromLineSubscriber(this);
    }

    /** The next line, nothing at the end. */
    Optional<String> next() throws IOException, InterruptedException {
        Item item = items.take();
        if (item.failure() != null) {
            throw new IOException(item.failure());
        }
        Flow.Subscription source = subscription;
        if (source != null) {
            source.request(1);
        }
        return Optional.ofNullable(item.line());
    }

    /** Of the answer; known when the first line or the end is. */
    int status() {
        return status;
    }

    @Override
    public void onSubscribe(Flow.Subscription source) {
        subscription = source;
        source.request(AHEAD);
    }

    @Override
    public void onNext(String line) {
        items.add(new Item(line, null));
    }

    @Override
    public void onError(Throwable failure) {
        items.add(new Item(null, failure));
    }

    @Override
    public void onComplete() {
        items.add(new Item(null, null));
    }

    @Override
    public void close() {
        Flow.Subscription source = subscription;
        if (source != null) {
            source.cancel();
        }
    }
}
