package illumiomonitor.lab.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 server on the loopback address, one daemon thread a connection. The JDK's own server
 * can neither show another date than the host's nor reset a connection, so this one speaks on the
 * socket.
 */
public final class WebServer implements AutoCloseable {

    private final Handler handler;
    private final Clock clock;
    private final @Nullable SSLContext tls;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private @Nullable ServerSocket listening;
    private @Nullable Thread accepting;
    private CountDownLatch closed = new CountDownLatch(1);
    private int port;

    public WebServer(Handler handler, Clock clock, @Nullable SSLContext tls) {
        this.handler = handler;
        this.clock = clock;
        this.tls = tls;
    }

    /**
     * Listens.
     *
     * @param wanted 0 for any free port
     */
    public synchronized void start(int wanted) {
        try {
            ServerSocket socket =
                    tls == null
                            ? new ServerSocket()
                            : tls.getServerSocketFactory().createServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 128);
            listening = socket;
            port = socket.getLocalPort();
            closed = new CountDownLatch(1);
            accepting = daemon("lab-accept", () -> accept(socket));
        } catch (IOException e) {
            throw new UncheckedIOException("port " + wanted + " cannot be listened on", e);
        }
    }

    /** Stops listening and drops every connection: whoever comes now is refused. */
    @Override
    public synchronized void close() {
        closed.countDown();
        try {
            if (listening != null) {
                listening.close();
            }
            if (accepting != null) {
                // The port is free only when nobody waits at it any more.
                accepting.join();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("port " + port + " cannot be closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            listening = null;
            accepting = null;
            open.forEach(WebServer::drop);
        }
    }

    public synchronized boolean isListening() {
        return listening != null;
    }

    public synchronized int port() {
        return port;
    }

    public boolean isTls() {
        return tls != null;
    }

    private void accept(ServerSocket from) {
        try {
            while (true) {
                Socket socket = from.accept();
                socket.setTcpNoDelay(true);
                open.add(socket);
                daemon("lab-http", () -> talk(socket));
            }
        } catch (IOException e) {
            if (!from.isClosed()) {
                throw new UncheckedIOException(
                        "port " + port + " takes no connections any more", e);
            }
        }
    }

    private void talk(Socket socket) {
        CountDownLatch end;
        synchronized (this) {
            end = closed;
        }
        try (socket) {
            new Conversation(socket, handler, clock, end).run();
        } catch (IOException e) {
            // The client has gone, or the reply was meant to break: nobody is left to tell.
            drop(socket);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    private static void drop(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException("connection cannot be closed", e);
        }
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
