package illumiomonitor.engine;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes webhooks and keeps them. */
final class Receiver implements AutoCloseable {

    /** One message as it came. */
    record Call(String key, String signature, String body) {}

    private final HttpServer server;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile int status = 200;

    Receiver() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext(
                "/hook",
                exchange -> {
                    String body =
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8);
                    if (status < 300) {
                        calls.add(
                                new Call(
                                        String.valueOf(
                                                exchange.getRequestHeaders()
                                                        .getFirst("Idempotency-Key")),
                                        String.valueOf(
                                                exchange.getRequestHeaders()
                                                        .getFirst("X-Monitor-Signature")),
                                        body));
                    }
                    exchange.sendResponseHeaders(status, -1);
                    exchange.close();
                });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    void answers(int code) {
        status = code;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
