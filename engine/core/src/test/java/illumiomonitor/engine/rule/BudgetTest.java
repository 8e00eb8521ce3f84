package illumiomonitor.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BudgetTest {

    private long worked;
    private long passed;
    private final Budget budget = new Budget(Duration.ofNanos(100), () -> worked, () -> passed);

    @Test
    void a_machine_that_is_busy_with_other_things_makes_no_rule_slow() {
        budget.start();
        budget.at("a");
        worked = 100;
        passed = 500;

        assertThat(budget.check()).isFalse();
    }

    @Test
    void a_rule_that_works_for_longer_than_its_budget_has_exceeded_it() {
        budget.start();
        budget.at("a");
        worked = 101;
        passed = 101;

        assertThat(budget.check()).isTrue();
        assertThat(budget.starved()).isFalse();
    }

    @Test
    void a_rule_that_waits_ends_too() {
        budget.start();
        budget.at("a");
        passed = 501;

        assertThat(budget.check()).isTrue();
    }

    @Test
    void what_a_rule_has_used_before_another_came_counts() {
        budget.start();
        budget.at("a");
        worked = 60;
        budget.at("b");
        worked = 160;
        assertThat(budget.check()).isFalse();

        budget.at("a");
        worked = 200;
        assertThat(budget.check()).isFalse();
        worked = 201;
        assertThat(budget.check()).isTrue();
        assertThat(budget.rule()).isEqualTo("a");
    }

    @Test
    void bringing_in_the_facts_has_the_budget_of_six() {
        budget.gather();
        worked = 600;
        assertThat(budget.check()).isFalse();
        worked = 601;
        assertThat(budget.check()).isTrue();
    }
}
