package illumiomonitor.web.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Half a day of connections, made up from a seed, as a sensor beside a small office would write it.
 */
final class MadeDay {

    private static final int DAY = 43_200;
    private static final String HEAD =
            "#separator \\x09\n#path\tconn\n#fields\tts\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto"
                    + "\tduration\torig_bytes\tresp_bytes\tconn_state\tlabel\n";

    private record Line(double second, String text) {}

    private final long start = Instant.parse("2026-03-02T00:00:00Z").getEpochSecond();
    private final Random random = new Random(20260302);
    private final List<Line> lines = new ArrayList<>();

    String text() {
        StringBuilder text = new StringBuilder(HEAD);
        List<Line> sorted = new ArrayList<>(lines);
        sorted.sort((one, other) -> Double.compare(one.second, other.second));
        sorted.forEach(line -> text.append(line.text));
        return text.toString();
    }

    /** Twelve hosts at their usual work, and nothing else. */
    MadeDay office() {
        for (int n = 10; n < 22; n++) {
            String host = "192.168.1." + n;
            background(host);
            browsing(host);
            filesAndMail(host);
            callsAndSearches(host);
            restart(host);
        }
        patience("192.168.1.17");
        resolver("192.168.1.1");
        return this;
    }

    /** One host tries a hundred others for an open telnet within five minutes. */
    MadeDay sweep(String host) {
        for (int n = 1; n <= 100; n++) {
            add(30_000 + n * 3, host, "198.18." + n + ".7", 23, "tcp", 0, 0, 0, "S0", "Malicious");
        }
        return this;
    }

    /** One host tries a port of another every hour or so. */
    MadeDay slowScan(String host) {
        int[] ports = {22, 80, 443, 3306, 5432, 8080, 9200, 6379};
        for (int n = 0; n < ports.length; n++) {
            add(
                    3_600 + n * 4_000,
                    host,
                    "192.168.1.11",
                    ports[n],
                    "tcp",
                    0,
                    0,
                    0,
                    "REJ",
                    "Malicious");
        }
        return this;
    }

    /** One host guesses at a sign-in. */
    MadeDay guesses(String host) {
        for (int n = 0; n < 60; n++) {
            add(20_000 + n * 20, host, "192.168.1.2", 22, "tcp", 2, 900, 1_400, "SF", "Malicious");
        }
        return this;
    }

    /** One host opens thousands of connections to another. */
    MadeDay flood(String host) {
        for (int n = 0; n < 8_000; n++) {
            add(35_000 + n / 20.0, host, "45.33.1.9", 80, "tcp", 0, 0, 0, "OTH", "Malicious");
        }
        return this;
    }

    /** One host asks a master that is gone, twice a minute. */
    MadeDay orphan(String host) {
        for (int n = 0; n < DAY / 30; n++) {
            add(n * 30, host, "45.33.1.10", 6_667, "tcp", 0, 0, 0, "S0", "Malicious");
        }
        return this;
    }

    /** Names, clocks, announcements to the network, updates: all day and night. */
    private void background(String host) {
        for (int at = random.nextInt(900); at < DAY; at += 850 + random.nextInt(100)) {
            add(at, host, "192.168.1.1", 123, "udp", 0.1, 48, 48, "SF", "Benign");
            add(at + 1, host, "224.0.0.251", 5_353, "udp", 3, 300, 0, "S0", "Benign");
            add(at + 2, host, "239.255.255.250", 1_900, "udp", 3, 500, 0, "S0", "Benign");
            add(at + 3, host, "ff02::fb", 5_353, "udp", 3, 300, 0, "S0", "Benign");
            for (int port : new int[] {137, 138, 6_667, 8_612, 17_500, 32_412, 57_621}) {
                add(at + 4, host, "192.168.1.255", port, "udp", 0, 90, 0, "S0", "Benign");
            }
            add(at + 5, host, "255.255.255.255", 67, "udp", 0, 300, 0, "S0", "Benign");
        }
        for (int at = random.nextInt(3_600); at < DAY; at += 3_590 + random.nextInt(20)) {
            add(
                    at,
                    host,
                    "20.54.24." + random.nextInt(3),
                    443,
                    "tcp",
                    2,
                    900,
                    4_000,
                    "SF",
                    "Benign");
        }
    }

    /** Pages with parallel connections to networks of content, some of which never answer. */
    private void browsing(String host) {
        for (int page = 0; page < 60; page++) {
            int at = 10_800 + random.nextInt(28_000);
            for (int n = 0; n < 12; n++) {
                String site = "104.16." + random.nextInt(40) + "." + random.nextInt(250);
                add(at + n / 5.0, host, "192.168.1.1", 53, "udp", 0.02, 40, 120, "SF", "Benign");
                boolean answered = random.nextInt(30) > 0;
                add(
                        at + n / 5.0 + 0.1,
                        host,
                        site,
                        443,
                        random.nextBoolean() ? "tcp" : "udp",
                        20,
                        2_000,
                        answered ? 90_000 : 0,
                        answered ? "SF" : "S0",
                        "Benign");
            }
            // A name server that answers late.
            add(at + 9, "192.168.1.1", 53, host, 50_000 + page, "udp", 0, 120, 0, "S0", "Benign");
        }
    }

    private void filesAndMail(String host) {
        for (int n = 0; n < 40; n++) {
            int at = 10_800 + random.nextInt(28_000);
            add(at, host, "192.168.1.3", 445, "tcp", 300, 60_000, 400_000, "SF", "Benign");
            add(at + 30, host, "192.168.1.4", 993, "tcp", 60, 4_000, 20_000, "SF", "Benign");
        }
        add(30_000, host, "192.168.1.5", 631, "tcp", 20, 900_000, 3_000, "SF", "Benign");
        add(31_000, host, "52.20.1.9", 5_223, "tcp", 12_000, 9_000, 9_000, "S1", "Benign");
        add(32_000, host, "192.168.1.6", 21, "tcp", 30, 900, 3_000, "SF", "Benign");
    }

    /**
     * Calls that feel for the other side's ports, traces of a way, and devices that answer a search
     * at the port it came from, whose answer Zeek writes as a connection of its own.
     */
    private void callsAndSearches(String host) {
        for (int n = 0; n < 9; n++) {
            int at = 12_000 + random.nextInt(26_000);
            String other = "192.168.1." + (10 + random.nextInt(12));
            add(at, "192.168.1.5", host, 49_152 + n * 71, "udp", 0, 330, 0, "S0", "Benign");
            add(at + 5, host, other, 50_000 + n * 3, "udp", 4, 600, 0, "S0", "Benign");
            add(at + 6, host, other, 50_040, "udp", 600, 9_000_000, 9_000_000, "SF", "Benign");
        }
        for (int hop = 0; hop < 40; hop++) {
            add(33_000 + hop, host, "93.184.216.34", 33_434 + hop, "udp", 0, 32, 0, "S0", "Benign");
        }
    }

    /** The directory is used all morning, then restarts: for six minutes nobody gets an answer. */
    private void restart(String host) {
        for (int port : new int[] {53, 88, 135, 139, 389, 445, 3_268}) {
            String proto = port == 53 ? "udp" : "tcp";
            add(20_000 + port, host, "192.168.1.7", port, proto, 1, 900, 900, "SF", "Benign");
            for (int at = 25_000; at < 25_360; at += 120) {
                add(at + port % 60, host, "192.168.1.7", port, proto, 0, 0, 0, "S0", "Benign");
            }
        }
    }

    /** A program whose database is down tries again every five seconds for an hour. */
    private void patience(String host) {
        for (int at = 28_000; at < 31_600; at += 5) {
            add(at, host, "192.168.1.8", 5_432, "tcp", 0, 0, 0, "REJ", "Benign");
        }
    }

    /** A busy name server asks another one, a dozen times a second at noon. */
    private void resolver(String host) {
        for (int n = 0; n < 9_000; n++) {
            add(38_000 + n / 12.0, host, "9.9.9.9", 53, "udp", 0.03, 50, 90, "SF", "Benign");
        }
    }

    private void add(
            double second,
            String src,
            String dst,
            int port,
            String proto,
            double seconds,
            long in,
            long out,
            String state,
            String label) {
        add(
                second,
                src,
                49_152 + random.nextInt(16_000),
                dst,
                port,
                proto,
                seconds,
                in,
                out,
                state,
                label);
    }

    private void add(
            double second,
            String src,
            int origin,
            String dst,
            int port,
            String proto,
            double seconds,
            long in,
            long out,
            String state,
            String label) {
        String text =
                "%.6f\t%s\t%d\t%s\t%d\t%s\t%.2f\t%d\t%d\t%s\t%s\n"
                        .formatted(
                                start + second,
                                src,
                                origin,
                                dst,
                                port,
                                proto,
                                seconds,
                                in,
                                out,
                                state,
                                label);
        lines.add(new Line(second, text));
    }
}
