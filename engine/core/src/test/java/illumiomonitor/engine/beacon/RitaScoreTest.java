package illumiomonitor.engine.beacon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import illumiomonitor.engine.beacon.RitaScore.Connection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RitaScoreTest {

    private static final long DAY = 86_400;

    @Test
    void clockwork_scores_one() {
        List<Connection> clockwork =
                LongStream.range(0, 288).mapToObj(n -> new Connection(n * 300, 292)).toList();

        assertThat(RitaScore.of(clockwork, 0, DAY)).hasValue(new RitaScore(1, 1, 1, 1, 1));
    }

    @Test
    void fewer_than_four_times_or_a_strobe_have_no_score() {
        List<Connection> three =
                List.of(
                        new Connection(1, 1),
                        new Connection(60, 1),
                        new Connection(120, 1),
                        new Connection(120, 1));

        assertThat(RitaScore.of(three, 0, DAY)).isEmpty();
        assertThat(
                        RitaScore.of(
                                LongStream.range(0, DAY)
                                        .mapToObj(n -> new Connection(n, 1))
                                        .toList(),
                                0,
                                DAY))
                .isEmpty();
    }

    @Test
    void gaps_and_sizes_are_scored_by_skew_and_deviation() {
        // gaps 10, 20, 40, 80, 160: quartiles 15, 40, 120, skew 11/21; deviations 0 20 30 40 120
        List<Connection> growing =
                Stream.of(0L, 10L, 30L, 70L, 150L, 310L).map(s -> new Connection(s, s)).toList();

        RitaScore score = RitaScore.of(growing, 0, DAY).orElseThrow();

        assertThat(score.times()).isEqualTo(0.363, within(0.0005));
        assertThat(score.duration()).isZero();
    }

    @Test
    void the_order_of_connections_and_the_time_of_day_do_not_matter() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            List<Connection> some = new ArrayList<>();
            for (int i = 0; i < 4 + random.nextInt(300); i++) {
                some.add(new Connection(random.nextInt((int) DAY), random.nextInt(5_000)));
            }
            RitaScore score = RitaScore.of(some, 0, DAY).orElseThrow();
            Collections.shuffle(some, random);
            List<Connection> later =
                    some.stream().map(c -> new Connection(c.second() + DAY, c.bytes())).toList();

            assertThat(RitaScore.of(later, DAY, 2 * DAY)).hasValue(score);
            assertThat(
                            List.of(
                                    score.times(),
                                    score.sizes(),
                                    score.duration(),
                                    score.histogram(),
                                    score.score()))
                    .allSatisfy(part -> assertThat(part).isBetween(0.0, 1.0));
        }
    }

    /** Worked out beside this program, from the published formula alone. */
    static Stream<Arguments> worked() {
        return Stream.of(
                arguments(
                        "no rhythm; two heights explain 18 of 24 bars",
                        each(
                                57,
                                i ->
                                        new Connection(
                                                (i * i * 37 + i * 911) % DAY, i * i * 13 % 4_001)),
                        new RitaScore(0.63, 0.661, 1, 0.783, 0.768)),
                arguments(
                        "an odd number of gaps, whose middle is in no half",
                        each(
                                10,
                                i ->
                                        new Connection(
                                                (i * i * i * 7 + i * 2_111) % DAY, i * 97 % 301)),
                        new RitaScore(0.781, 0.743, 0.584, 0, 0.527)),
                arguments(
                        "nothing sent: sizes without a median are not close to it",
                        each(20, i -> new Connection(i * 3_600 + i % 3 * 200, 0)),
                        new RitaScore(1, 0.5, 1, 1, 0.875)),
                arguments(
                        "sizes whose median is below one",
                        each(100, i -> new Connection(i * 700, i % 3 == 0 ? 1 : 0)),
                        new RitaScore(1, 0.5, 1, 1, 0.875)),
                arguments(
                        "full bars and half bars, in turn",
                        each(
                                360,
                                i ->
                                        i % 30 < 10
                                                ? new Connection(
                                                        i / 30 * 7_200 + i % 30 * 360, 500 + i % 30)
                                                : new Connection(
                                                        i / 30 * 7_200
                                                                + 3_600
                                                                + (i % 30 - 10) * 180,
                                                        490 + i % 30)),
                        new RitaScore(1, 0.996, 1, 1, 0.999)),
                arguments(
                        "a run of hours that goes on at the start of the window",
                        each(
                                48,
                                i ->
                                        new Connection(
                                                (20 + i / 6) % 24 * 3_600 + i % 6 * 600,
                                                100 + i % 6 * 7)),
                        new RitaScore(1, 0.955, 0.994, 0, 0.737)),
                arguments(
                        "too few hours for a duration",
                        each(
                                40,
                                i ->
                                        new Connection(
                                                i / 8 * 3_600 + i % 8 * 450,
                                                i / 8 * (i % 8) * 31 % 900)),
                        new RitaScore(1, 0.375, 0, 0, 0.344)));
    }

    private static List<Connection> each(int count, LongFunction<Connection> connection) {
        return LongStream.range(0, count).mapToObj(connection).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("worked")
    void each_part_of_the_formula_is_as_published(
            String what, List<Connection> connections, RitaScore published) {
        RitaScore score = RitaScore.of(connections, 0, DAY).orElseThrow();

        assertThat(score.times()).isEqualTo(published.times(), within(0.001));
        assertThat(score.sizes()).isEqualTo(published.sizes(), within(0.001));
        assertThat(score.duration()).isEqualTo(published.duration(), within(0.001));
        assertThat(score.histogram()).isEqualTo(published.histogram(), within(0.001));
        assertThat(score.score()).isEqualTo(published.score(), within(0.001));
    }

    @Test
    void the_published_score_of_a_recorded_beacon_is_met() throws IOException {
        Path logs = Path.of(System.getProperty("shared.data", "../../../shared/data"));
        Path folder = logs.resolve("zeek-missing-host");
        assumeTrue(Files.isDirectory(folder), () -> folder + " is not here: nothing was compared");
        List<double[]> all = rows(folder);
        double newest = all.stream().mapToDouble(row -> row[0]).max().orElseThrow();
        long from = (long) Math.floor((newest - DAY) / 3600) * 3600;

        List<Connection> pair =
                all.stream()
                        .filter(row -> row[1] == 1 && row[0] >= from)
                        .map(row -> new Connection((long) row[0], (long) row[2]))
                        .toList();

        // The published window begins at the full hour before the last 24.
        assertThat(pair).hasSize(331);
        assertThat(RitaScore.of(pair, from, (long) newest).orElseThrow().score())
                .isEqualTo(0.963, within(0.001));
    }

    private static List<double[]> rows(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).flatMap(RitaScoreTest::rowsOf).toList();
        }
    }

    /** Time, whether it is the pair, bytes that the source sent. */
    private static Stream<double[]> rowsOf(Path file) {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(file)),
                                StandardCharsets.UTF_8))) {
            return lines
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .map(
                            field ->
                                    new double[] {
                                        Double.parseDouble(field[1]),
                                        field[3].equals("73.54.23.243")
                                                        && field[5].equals("64.225.56.201")
                                                ? 1
                                                : 0,
                                        Double.parseDouble(field[18])
                                    })
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
