package illumiomonitor.engine.rule;

import static illumiomonitor.engine.rule.Planted.TEN;
import static illumiomonitor.engine.rule.Planted.utc;

import illumiomonitor.db.Store;
import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.journal.Journal;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Measures reading and judging 200,000 flows. Run it with -Xmx512m; arguments 20, 200, 1000 and
 * {@code save} choose, none means all.
 */
public final class JudgeBench {

    private static final int FLOWS = 200_000;
    private static final int SOURCES = 2_000;
    private static final int ROUNDS = 7;

    private JudgeBench() {}

    public static void main(String[] args) throws Exception {
        Path dir = Files.createTempDirectory("judge-bench");
        try (Planted planted = new Planted(Store.open("jdbc:h2:file:" + dir.resolve("store")))) {
            plant(planted);
            WindowReader reader = new WindowReader(planted.store, Duration.ofMinutes(30), 500_000);
            time(
                    "read the window",
                    () -> reader.flows(1, "hq", Stretch.endingAt(TEN, Duration.ofMinutes(10))));
            time(
                    "count fan-outs",
                    () ->
                            FanOuts.of(
                                    "hq",
                                    reader.flows(
                                                    1,
                                                    "hq",
                                                    Stretch.endingAt(TEN, Duration.ofMinutes(10)))
                                            .flows()));
            List<String> asked = List.of(args);
            if (asked.isEmpty() || asked.contains("20")) {
                judge("20 mixed rules", planted, dir, 20, JudgeBench::mixed);
            }
            if (asked.isEmpty() || asked.contains("200")) {
                judge("200 narrow rules", planted, dir, 200, JudgeBench::narrow);
            }
            if (asked.isEmpty() || asked.contains("1000")) {
                judge("1000 narrow rules", planted, dir, 1000, JudgeBench::narrow);
            }
            if (asked.isEmpty() || asked.contains("save")) {
                save(planted, dir);
            }
        }
    }

    private interface Task {
        Object run() throws Exception;
    }

    private interface Writer {
        String text(String name, int n);
    }

    private static void judge(String what, Planted planted, Path dir, int rules, Writer writer)
            throws Exception {
        Path folder = Files.createDirectories(dir.resolve("rules" + what.hashCode()));
        for (int i = 0; i < rules; i++) {
            Trials.write(folder, "r" + i + ".drl", writer.text("r" + i, i));
        }
        Rulebook rulebook = rulebook(planted, folder);
        long start = System.nanoTime();
        long cpu = cpu();
        rulebook.refresh(Journal.none());
        System.out.printf("%-42s compiled in %d ms, cpu %d ms%n", what, ms(start), cpu() - cpu);
        Judge judge =
                Trials.judge(planted, rulebook, new Config.Judge(500_000, Duration.ofSeconds(60)));
        long[] findings = new long[1];
        time(
                what,
                () -> {
                    Judgement judgement = judge.judge(1, "hq", TEN, true, Journal.none());
                    judgement.results().stream()
                            .filter(result -> result.error() != null)
                            .findFirst()
                            .ifPresent(result -> System.out.println(result.error()));
                    findings[0] =
                            judgement.results().stream().mapToLong(r -> r.findings().size()).sum();
                    return judgement;
                });
        System.out.printf("%-42s %d findings%n", "", findings[0]);
    }

    private static void save(Planted planted, Path dir) throws IOException {
        Path folder = Files.createDirectories(dir.resolve("hundred"));
        for (int i = 0; i < 100; i++) {
            Trials.write(folder, "r" + i + ".drl", narrow("r" + i, i));
        }
        Rulebook rulebook = rulebook(planted, folder);
        rulebook.refresh(Journal.none());
        long[] took = new long[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            rulebook.save("r7.drl", narrow("r7", 70 + i), "bench", "");
            took[i] = ms(start);
        }
        System.out.println("save one rule among 100: " + Arrays.toString(took) + " ms");
    }

    private static Rulebook rulebook(Planted planted, Path folder) {
        Clock clock = Clock.fixed(TEN.plus(Duration.ofHours(1)), ZoneOffset.UTC);
        return new Rulebook(folder, planted.store, clock);
    }

    private static String mixed(String name, int n) {
        return switch (n % 4) {
            case 0 ->
                    Trials.rule(
                            name,
                            "@threshold(100000)",
                            "Threshold( rule == \""
                                    + name
                                    + "\", $max : value )\n    accumulate( Flow( port == "
                                    + (n + 1)
                                    + ", $c : connections ); $n : sum($c); $n >= $max )",
                            "findings.add(\"all\", \"%d\", $n);");
            case 1 ->
                    Trials.rule(
                            name,
                            "@threshold(1000)",
                            "Threshold( rule == \""
                                    + name
                                    + "\", $max : value )\n    groupby( $f : Flow( decision =="
                                    + " Decision.BLOCKED, $ip : srcIp, $c : connections ); $k :"
                                    + " $ip; $n : sum($c), $l : collectList($f); $n >= $max )",
                            "findings.add($k, $l, \"%d\", $n);");
            case 2 ->
                    Trials.rule(
                            name,
                            "@threshold(90)",
                            "Threshold( rule == \""
                                    + name
                                    + "\", $max : value )\n    FanOut( port >= 0,"
                                    + " unansweredDestinations >= $max, $s : srcIp, $n :"
                                    + " unansweredDestinations )",
                            "findings.add($s, \"%d\", $n);");
            default ->
                    Trials.rule(
                            name,
                            "",
                            "$f : Flow( bytesIn > 4990000, src.label(\"env\") == \"prod\" )",
                            "findings.add($f.srcIp(), \"%d\", $f.bytesIn());");
        };
    }

    private static String narrow(String name, int n) {
        return Trials.rule(
                name,
                "@threshold(1000000)",
                "Threshold( rule == \""
                        + name
                        + "\", $max : value )\n    groupby( Flow( port == "
                        + (n % 200 + 1)
                        + ", $ip : srcIp, $c : connections ); $k : $ip; $n : sum($c); $n >= $max )",
                "findings.add($k, \"%d\", $n);");
    }

    private static void time(String what, Task task) throws Exception {
        long[] took = new long[ROUNDS];
        long[] busy = new long[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            long cpu = cpu();
            task.run();
            took[i] = ms(start);
            busy[i] = cpu() - cpu;
        }
        System.out.printf(
                "%-42s first %d ms, warm median %d ms, on the processor %d ms%n",
                what, took[0], median(took), median(busy));
    }

    private static long median(long[] took) {
        long[] warm = Arrays.copyOfRange(took, 2, took.length);
        Arrays.sort(warm);
        return warm[warm.length / 2];
    }

    /** What this thread has worked, which other work on the machine does not change. */
    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1_000_000;
    }

    private static long ms(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }

    private static void plant(Planted planted) throws SQLException {
        planted.pull(TEN, "OK");
        Random random = new Random(1);
        try (Connection connection = planted.store.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            endpoints(connection);
            long day = TEN.getEpochSecond() / 86_400 * 1_000_000_000L;
            long increment = planted.lastPull() * 10_000_000L;
            try (PreparedStatement flow =
                            connection.prepareStatement(
                                    "insert into flow (flow_id, pce_id, pull_id, src, dst, port,"
                                            + " proto, direction, decision, first_detected,"
                                            + " bucket_from, counted) values (?, 1, 1, ?, ?, ?, 6,"
                                            + " ?, ?, ?, ?, true)");
                    PreparedStatement grown =
                            connection.prepareStatement(
                                    "insert into increment (increment_id, flow_id, src, dst,"
                                            + " since_at, until_at, last_detected, connections,"
                                            + " bytes_in, bytes_out, total_connections, total_in,"
                                            + " total_out, basis) values (?, ?, ?, ?, ?, ?, ?, ?,"
                                            + " ?, 0, 9, 9, 9, 1)")) {
                for (int i = 1; i <= FLOWS; i++) {
                    int src = 1 + random.nextInt(SOURCES);
                    int dst = 1 + random.nextInt(SOURCES * 5);
                    flow.setLong(1, day + i);
                    flow.setInt(2, src);
                    flow.setInt(3, dst);
                    flow.setInt(4, 1 + random.nextInt(200));
                    flow.setInt(5, 1 + i % 2);
                    flow.setInt(6, random.nextInt(10) == 0 ? 2 : 0);
                    flow.setObject(7, utc(TEN.minusSeconds(3600)));
                    flow.setObject(8, utc(TEN.minusSeconds(36_000)));
                    flow.addBatch();
                    grown.setLong(1, increment + i);
                    grown.setLong(2, day + i);
                    grown.setInt(3, src);
                    grown.setInt(4, dst);
                    grown.setObject(5, utc(TEN.minusSeconds(300)));
                    grown.setObject(6, utc(TEN.minusSeconds(random.nextInt(300))));
                    grown.setObject(7, utc(TEN.minusSeconds(random.nextInt(300))));
                    grown.setLong(8, random.nextInt(50));
                    grown.setLong(9, random.nextInt(5_000_000));
                    grown.addBatch();
                    if (i % 1000 == 0) {
                        flow.executeBatch();
                        grown.executeBatch();
                        connection.commit();
                    }
                }
            }
        }
    }

    private static void endpoints(Connection connection) throws SQLException {
        try (PreparedStatement endpoint =
                connection.prepareStatement(
                        "insert into endpoint (endpoint_id, pce_id, ip, managed, labels)"
                                + " values (?, 1, ?, ?, ?)")) {
            for (int i = 1; i <= SOURCES * 5; i++) {
                endpoint.setInt(1, i);
                endpoint.setString(2, "10." + i / 250 / 250 + "." + i / 250 % 250 + "." + i % 250);
                endpoint.setBoolean(3, i <= SOURCES);
                endpoint.setString(
                        4,
                        "app=a" + i % 40 + ",env=" + (i % 3 == 0 ? "dev" : "prod") + ",role=web");
                endpoint.addBatch();
            }
            endpoint.executeBatch();
            connection.commit();
        }
    }
}
