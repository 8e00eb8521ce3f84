package illumiomonitor.engine.rule.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.drools.core.base.accumulators.CollectListAccumulateFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LeavesTest {

    @BeforeEach
    void open() {
        Meter.open(() -> {});
    }

    @AfterEach
    void close() {
        Meter.close();
    }

    static List<Object> flat() {
        return List.of("a", 1, List.of("a", 1), Map.of("a", 1));
    }

    static List<Object> nested() {
        Map<String, Integer> map = new HashMap<>();
        return List.of(
                List.of(List.of("a")),
                List.of(Map.of("a", 1)),
                Map.of("a", List.of(1)),
                Map.entry("a", List.of(1)),
                List.of(Map.entry("a", List.of(1))),
                map.values(),
                map.entrySet());
    }

    private static int collected(CollectListAccumulateFunction into, Object thing)
            throws Exception {
        var all = into.createContext();
        into.init(all);
        into.accumulate(all, thing);
        return ((List<?>) into.getResult(all)).size();
    }

    @ParameterizedTest
    @MethodSource("flat")
    void what_holds_values_may_be_collected(Object thing) throws Exception {
        CappedSet into = new CappedSet();
        var once = into.createContext();
        into.init(once);
        into.accumulate(once, thing);

        assertThat(collected(new CappedList(), thing)).isEqualTo(1);
        assertThat((Set<?>) into.getResult(once)).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("nested")
    void what_holds_others_that_hold_others_or_may_come_to_may_not(Object thing) {
        assertThatThrownBy(() -> collected(new CappedList(), thing)).isInstanceOf(TooMuch.class);
        CappedSet once = new CappedSet();
        assertThatThrownBy(() -> once.accumulate(once.createContext(), thing))
                .isInstanceOf(TooMuch.class);
    }

    @Test
    void a_list_of_entries_weighs_what_they_hold_however_short_it_is() {
        Map.Entry<String, List<Integer>> entry = Map.entry("a", Collections.nCopies(1 << 20, 1));

        assertThatThrownBy(
                        () -> {
                            for (int i = 0; i < 10_000; i++) {
                                Meter.kept(List.of(entry));
                            }
                        })
                .isInstanceOf(TooMuch.class);
    }

    @Test
    void short_lists_that_are_collected_weigh_too() {
        List<Integer> some = Collections.nCopies(256, 1);

        assertThatThrownBy(
                        () -> {
                            for (int i = 0; i < 1_000_000; i++) {
                                Leaves.collected(some);
                            }
                        })
                .isInstanceOf(TooMuch.class);
    }

    @Test
    void an_entry_that_is_collected_does_not_follow_its_map() {
        Map<String, Object> map = new HashMap<>(Map.of("a", 1));
        Object taken = Leaves.collected(map.entrySet().iterator().next());

        map.put("a", List.of(1));

        assertThat(taken).isEqualTo(Map.entry("a", 1));
    }
}
