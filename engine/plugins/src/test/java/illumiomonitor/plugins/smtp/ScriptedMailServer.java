package illumiomonitor.plugins.smtp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A mail server over a real socket that refuses what it is told to. */
final class ScriptedMailServer implements AutoCloseable {

    private final List<String> said = new CopyOnWriteArrayList<>();
    private @Nullable ServerSocket socket;
    private String mailFrom = "250 ok";
    private volatile String refused = "-";
    private volatile String refusal = "550 5.1.1 no such user";

    int answeringMailFrom(String answer) {
        mailFrom = answer;
        return start();
    }

    int refusing(String address) {
        refused = address;
        return start();
    }

    /**
     * @param answer what it says to the address
     */
    int refusing(String address, String answer) {
        refusal = answer;
        return refusing(address);
    }

    /** What it says from now on to the address that it refuses. */
    void refuses(String answer) {
        refusal = answer;
    }

    /** From now on it takes mails for everybody. */
    void refusesNobody() {
        refused = "-";
    }

    List<String> said() {
        return said;
    }

    private int start() {
        final ServerSocket listening;
        try {
            listening = new ServerSocket(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        socket = listening;
        Thread thread = new Thread(() -> serve(listening), "scripted-mail");
        thread.setDaemon(true);
        thread.start();
        return listening.getLocalPort();
    }

    private void serve(ServerSocket listening) {
        while (!listening.isClosed()) {
            try (Socket client = listening.accept()) {
                talk(client);
            } catch (IOException e) {
                said.add("broke off: " + e.getMessage());
            }
        }
    }

    private void talk(Socket client) throws IOException {
        BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        OutputStream out = client.getOutputStream();
        write(out, "220 ready");
        boolean data = false;
        String line = in.readLine();
        while (line != null) {
            if (data) {
                if (line.startsWith("Message-ID")) {
                    said.add(line);
                } else if (line.equals(".")) {
                    data = false;
                    write(out, "250 queued");
                }
            } else {
                said.add(line);
                data = line.startsWith("DATA");
                write(out, answer(line));
            }
            line = in.readLine();
        }
    }

    private String answer(String line) {
        if (line.startsWith("MAIL")) {
            return mailFrom;
        }
        if (line.startsWith("RCPT") && line.contains(refused)) {
            return refusal;
        }
        return line.startsWith("DATA") ? "354 go on" : "250 ok";
    }

    private static void write(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
        }
    }
}
