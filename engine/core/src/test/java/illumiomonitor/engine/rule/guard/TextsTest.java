package illumiomonitor.engine.rule.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TextsTest {

    @Test
    void a_format_writes_what_it_shows_down_once() {
        AtomicInteger times = new AtomicInteger();
        Object thing =
                new Object() {
                    @Override
                    public String toString() {
                        times.incrementAndGet();
                        return "x".repeat(100_000);
                    }
                };

        String text = Texts.format("%1$.0s".repeat(10_000) + "%1$.3s %2$5d", thing, 7);

        assertThat(text).isEqualTo("xxx     7");
        assertThat(times).hasValue(1);
    }

    @Test
    void a_replacement_of_many_groups_ends_where_a_text_does() {
        String text = "a".repeat(65_536);

        assertThatThrownBy(() -> Texts.replaceAll(text, "(a*)", "$1".repeat(30_000)))
                .isInstanceOf(TooMuch.class);
        assertThatThrownBy(() -> Texts.replaceFirst(text, "(?P<n>a*)", "${n}".repeat(15_000)))
                .isInstanceOf(TooMuch.class);
        assertThat(Texts.replaceAll("xabyaz", "(?P<n>a)(b?)", "<$1${n}$2\\$>"))
                .isEqualTo("x<aab$>y<aa$>z");
        assertThat(Texts.replaceAll("xay", "a", "")).isEqualTo("xy");
    }
}
