package illumiomonitor.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AttackTest {

    @Test
    void a_technique_that_v19_renamed_is_shown_with_its_successor() {
        assertThat(Attack.shown(List.of("T1562.001", "T1046", "T1562.007")))
                .isEqualTo("T1562.001 (v19 T1685), T1046, T1562.007 (v19 T1686.001)");
    }

    @Test
    void nothing_is_shown_for_a_rule_without_techniques() {
        assertThat(Attack.shown(List.of())).isEmpty();
    }
}
