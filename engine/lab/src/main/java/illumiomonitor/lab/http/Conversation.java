package illumiomonitor.lab.http;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** The requests and replies of one connection. */
final class Conversation {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private final Socket socket;
    private final Handler handler;
    private final Clock clock;
    private final CountDownLatch closed;
    private final InputStream in;
    private final OutputStream out;

    Conversation(Socket socket, Handler handler, Clock clock, CountDownLatch closed)
            throws IOException {
        this.socket = socket;
        this.handler = handler;
        this.clock = clock;
        this.closed = closed;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
    }

    void run() throws IOException, InterruptedException {
        Request request = read();
        while (request != null && deliver(handler.answer(request))) {
            request = "close".equalsIgnoreCase(request.header("Connection")) ? null : read();
        }
    }

    private @Nullable Request read() throws IOException {
        String line = line();
        if (line == null) {
            return null;
        }
        String[] parts = line.split(" ", 3);
        if (parts.length < 3) {
            throw new IOException("not HTTP: " + line);
        }
        Map<String, String> headers = headers();
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the request ended within its body");
        }
        String text = new String(body, StandardCharsets.UTF_8);
        return Request.of(parts[0], parts[1], headers, text);
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(); line != null && !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            String name = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1).strip();
            headers.put(name.toLowerCase(Locale.ROOT), value);
        }
        return headers;
    }

    private @Nullable String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int b = in.read();
        while (b >= 0 && b != '\n') {
            line.write(b);
            b = in.read();
        }
        return b < 0 ? null : line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    /** Returns whether the connection can carry another reply. */
    private boolean deliver(Reply reply) throws IOException, InterruptedException {
        switch (reply.delivery().kind()) {
            case RESET -> {
                reset();
                return false;
            }
            case HANG -> {
                closed.await();
                return false;
            }
            case CUT -> {
                cut(reply);
                return false;
            }
            case SLOW -> send(reply, new SlowStream(out, reply.delivery().pause(), closed));
            case WHOLE -> send(reply, out);
        }
        return true;
    }

    private void send(Reply reply, OutputStream way) throws IOException {
        Body body = reply.body();
        if (body == null) {
            head(reply, reply.status() == 204 ? "" : "Content-Length: 0\r\n");
        } else {
            head(reply, "Transfer-Encoding: chunked\r\n");
            ChunkedStream chunks = new ChunkedStream(way);
            body.writeTo(chunks);
            chunks.finish();
        }
        out.flush();
    }

    private void cut(Reply reply) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        if (reply.body() != null) {
            reply.body().writeTo(whole);
        }
        head(reply, "Content-Length: " + whole.size() + "\r\n");
        out.write(whole.toByteArray(), 0, (int) (whole.size() * reply.delivery().share()));
        out.flush();
    }

    private void head(Reply reply, String length) throws IOException {
        StringBuilder head = new StringBuilder(256);
        head.append("HTTP/1.1 ").append(reply.status()).append(" \r\n");
        head.append("Date: ").append(DATE.format(clock.instant())).append("\r\n");
        reply.headers()
                .forEach(
                        (name, value) ->
                                head.append(name).append(": ").append(value).append("\r\n"));
        head.append(length).append("\r\n");
        out.write(head.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
