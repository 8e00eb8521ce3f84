package illumiomonitor.plugins.http;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Takes the beginning of an answer and leaves the rest, however long it is. */
final class Beginning implements HttpResponse.BodySubscriber<String> {

    private static final int MOST = 2_000;

    private final CompletableFuture<String> text = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Flow.@Nullable Subscription subscription;

    @Override
    public CompletionStage<String> getBody() {
        return text;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            byte[] part = new byte[Math.min(buffer.remaining(), MOST - bytes.size())];
            buffer.get(part);
            bytes.writeBytes(part);
        }
        Flow.Subscription from = subscription;
        if (from == null) {
            return;
        }
        if (bytes.size() >= MOST) {
            from.cancel();
            onComplete();
        } else {
            from.request(1);
        }
    }

    /** What had come before it broke off is enough. */
    @Override
    public void onError(Throwable broken) {
        onComplete();
    }

    @Override
    public void onComplete() {
        text.complete(bytes.toString(StandardCharsets.UTF_8));
    }
}
