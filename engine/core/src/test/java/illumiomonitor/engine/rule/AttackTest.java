package illumiomonitor.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttackTest {

    @Test
    void a_technique_that_v19_renamed_is_shown_with_its_successor() {
        assertThat(Attack.shown(List.of("T1562.001", "T1046", "T1562.007")))
                .isEqualTo("T1562.001 (v19 T1685), T1046, T1562.007 (v19 T1686.001)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"T1001", "T1021.002", "T1059.013", "T1685", "T1999", "T0801", "T0999"})
    void an_id_of_a_matrix_is_taken(String id) {
        assertThat(Attack.isTechnique(id)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "T9999",
                "T2000",
                "T1000",
                "T0799",
                "T1021.000",
                "T1021.100",
                "T1021.2",
                "TA0001",
                "t1021",
                "T10211",
                " T1021",
                "1021",
                ""
            })
    void what_no_matrix_can_have_is_none(String id) {
        assertThat(Attack.isTechnique(id)).isFalse();
    }

    @Test
    void nothing_is_shown_for_a_rule_without_techniques() {
        assertThat(Attack.shown(List.of())).isEmpty();
    }
}
