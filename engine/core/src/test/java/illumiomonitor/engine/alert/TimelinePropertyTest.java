package illumiomonitor.engine.alert;

import static illumiomonitor.engine.alert.Scene.SUBJECT;
import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.view.AlertLine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the order in which ticks are judged, and however often: the same alerts in the end. */
class TimelinePropertyTest {

    private static final int TICKS = 40;
    private static final int SEEDS = System.getProperty("long") == null ? 6 : 100;

    static IntStream seeds() {
        return IntStream.range(0, SEEDS);
    }

    /** What is known of an alert that does not depend on when people were told. */
    private record Shape(
            String opened,
            String last,
            int occurrences,
            String state,
            String closed,
            String summary) {}

    @ParameterizedTest
    @MethodSource("seeds")
    void any_order_and_any_repetition_lead_to_the_same_alerts(int seed) {
        Random random = new Random(seed);
        TreeSet<Integer> truth = new TreeSet<>();
        double density = 0.05 + random.nextDouble() * 0.4;
        for (int tick = 0; tick < TICKS; tick++) {
            if (random.nextDouble() < density) {
                truth.add(tick * 5);
            }
        }
        try (Scene inOrder = new Scene();
                Scene anyOrder = new Scene()) {
            for (Scene scene : List.of(inOrder, anyOrder)) {
                if (seed % 3 == 0) {
                    scene.gap("TRAFFIC", 60, 85);
                    scene.gap("TRAFFIC", 80, 100);
                }
            }
            for (int tick = 0; tick < TICKS; tick++) {
                judge(inOrder, tick * 5, true, truth.contains(tick * 5));
            }

            for (int minute : shuffled(random)) {
                // First judgings may find too much or too little; the last one of each tick is
                // right.
                while (random.nextInt(3) > 0) {
                    judge(anyOrder, minute, random.nextBoolean(), random.nextBoolean());
                }
                judge(anyOrder, minute, true, truth.contains(minute));
            }
            for (int minute : shuffled(random)) {
                judge(anyOrder, minute, true, truth.contains(minute));
            }

            assertThat(shapes(anyOrder)).isEqualTo(shapes(inOrder));
            assertThat(shapes(inOrder).stream().mapToInt(Shape::occurrences).sum())
                    .isEqualTo(truth.size());
            assertNumbered(anyOrder);
        }
    }

    private static List<Integer> shuffled(Random random) {
        List<Integer> ticks =
                new ArrayList<>(IntStream.range(0, TICKS).map(i -> i * 5).boxed().toList());
        Collections.shuffle(ticks, random);
        return ticks;
    }

    private static void judge(Scene scene, int minute, boolean settled, boolean seen) {
        scene.record(
                scene.judgement(minute, settled, seen ? new String[] {SUBJECT} : new String[0]));
    }

    private static List<Shape> shapes(Scene scene) {
        return scene.alerts().stream()
                .filter(a -> a.occurrences() > 0)
                .map(
                        a ->
                                new Shape(
                                        a.openedAt().toString(),
                                        a.lastSeenAt().toString(),
                                        a.occurrences(),
                                        a.state(),
                                        String.valueOf(a.closedAt()),
                                        a.summary()))
                .toList();
    }

    /** Episodes are numbered in the order of their time. */
    private static void assertNumbered(Scene scene) {
        List<AlertLine> rows = scene.alerts().stream().filter(a -> a.occurrences() > 0).toList();
        for (int i = 1; i < rows.size(); i++) {
            assertThat(rows.get(i).episode()).isLessThan(rows.get(i - 1).episode());
            assertThat(rows.get(i).lastSeenAt()).isBefore(rows.get(i - 1).openedAt());
        }
    }
}
