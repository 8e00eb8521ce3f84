package illumiomonitor.engine.pce;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A PCE on a real socket that does as a test tells it, byte by byte if need be. */
final class ScriptedPce implements AutoCloseable {

    /** A request as it came; the path without {@code /api/v2} and without its query. */
    record Asked(
            String method, String path, String query, Map<String, String> headers, String body) {}

    /** How an answer leaves. */
    enum Manner {
        LENGTH,
        CHUNKED,
        /** Without a length; the end of the connection is its end. */
        UNTIL_CLOSE,
        /** Announces all, sends half, closes. */
        CUT,
        /** Sends half, then resets the connection. */
        RESET,
        /** Sends half and then nothing more. */
        STALL,
        /** Sends nothing at all. */
        HANG
    }

    record Said(int status, Map<String, String> headers, byte[] body, Manner manner) {

        static Said json(String body) {
            return json(200, body);
        }

        static Said json(int status, String body) {
            return new Said(
                    status,
                    Map.of("Content-Type", "application/json"),
                    body.getBytes(StandardCharsets.UTF_8),
                    Manner.LENGTH);
        }

        static Said empty(int status) {
            return new Said(status, Map.of(), new byte[0], Manner.LENGTH);
        }

        static Said nothing(Manner manner) {
            return new Said(200, Map.of(), new byte[0], manner);
        }

        Said with(String header, String value) {
            Map<String, String> more = new TreeMap<>(headers);
            more.put(header, value);
            return new Said(status, more, body, manner);
        }

        Said by(Manner other) {
            return new Said(status, headers, body, other);
        }

        Said gzip() {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                gzip.write(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new Said(status, headers, packed.toByteArray(), manner);
        }
    }

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final ServerSocket listener;
    private final boolean secure;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Function<Asked, Said> script = any -> Said.empty(404);

    ScriptedPce() {
        this(null);
    }

    ScriptedPce(@Nullable SSLContext tls) {
        try {
            secure = tls != null;
            listener =
                    tls != null
                            ? tls.getServerSocketFactory()
                                    .createServerSocket(0, 50, InetAddress.getLoopbackAddress())
                            : new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    void script(Function<Asked, Said> script) {
        this.script = script;
    }

    URI url() {
        return url("localhost");
    }

    URI url(String host) {
        return URI.create((secure ? "https://" : "http://") + host + ":" + listener.getLocalPort());
    }

    long count(String method, String pathEnd) {
        return asked.stream()
                .filter(a -> a.method().equals(method) && a.path().endsWith(pathEnd))
                .count();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            listener.close();
            for (Socket each : open) {
                each.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "scripted-pce");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                start(() -> serve(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            for (Asked each = read(in); each != null; each = read(in)) {
                asked.add(each);
                if (!answer(script.apply(each), out, socket)) {
                    return;
                }
            }
        } catch (IOException | InterruptedException e) {
            return; // the client has gone, which is often the point
        } finally {
            open.remove(socket);
        }
    }

    private static @Nullable Asked read(InputStream in) throws IOException {
        String first = line(in);
        if (first.isEmpty()) {
            return null;
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        String[] parts = first.split(" ");
        String target = parts[1].startsWith("http") ? URI.create(parts[1]).getRawPath() : parts[1];
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        return new Asked(
                parts[0],
                path.startsWith("/api/v2") ? path.substring("/api/v2".length()) : path,
                question < 0 ? "" : target.substring(question + 1),
                headers,
                body);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private boolean answer(Said said, OutputStream out, Socket socket)
            throws IOException, InterruptedException {
        if (said.manner() == Manner.HANG) {
            closed.await();
            return false;
        }
        StringBuilder head = new StringBuilder("HTTP/1.1 " + said.status() + " Said\r\n");
        // Some front ends write header names in lower case.
        said.headers()
                .forEach(
                        (k, v) ->
                                head.append(k.toLowerCase(Locale.ROOT))
                                        .append(": ")
                                        .append(v)
                                        .append("\r\n"));
        boolean chunked = said.manner() == Manner.CHUNKED;
        boolean bodiless = said.status() == 204;
        if (chunked) {
            head.append("Transfer-Encoding: chunked\r\n");
        } else if (said.manner() != Manner.UNTIL_CLOSE && !bodiless) {
            head.append("Content-Length: ").append(said.body().length).append("\r\n");
        }
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        int part =
                switch (said.manner()) {
                    case CUT, RESET, STALL -> said.body().length / 2;
                    default -> said.body().length;
                };
        if (chunked) {
            chunks(said.body(), out);
        } else {
            out.write(said.body(), 0, part);
        }
        out.flush();
        switch (said.manner()) {
            case STALL -> closed.await();
            case RESET -> socket.setSoLinger(true, 0);
            default -> {}
        }
        return said.manner() == Manner.LENGTH || chunked;
    }

    private static void chunks(byte[] body, OutputStream out) throws IOException {
        for (int at = 0; at < body.length; at += 1000) {
            int length = Math.min(1000, body.length - at);
            out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(body, at, length);
            out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }
}
