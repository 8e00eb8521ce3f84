package illumiomonitor.engine.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A subject taken apart, however rules and forms put it together. */
class SubjectTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.9|10.0.0.9|-1|-1",
                "10.0.0.9:5432|10.0.0.9|5432|-1",
                "web-1:443|web-1|443|-1",
                "10.0.0.5 > 10.0.0.9|10.0.0.5;10.0.0.9|-1|-1",
                "10.0.0.5 -> 10.0.0.9:443|10.0.0.5;10.0.0.9|443|-1",
                "10.0.0.5 > 10.0.0.9 port 22|10.0.0.5;10.0.0.9|22|-1",
                "[fd00::2]:443|fd00::2|443|-1",
                "fd00::1 -> [fd00::2]:443|fd00::1;fd00::2|443|-1",
                "2001:db8:0:0:0:0:0:2:443|2001:db8:0:0:0:0:0:2|443|-1",
                "fd00::2:443|fd00::2:443|-1|-1",
                "port 443, protocol 6|''|443|6",
                "prod > test env|prod;test env|-1|-1",
                "hq agents|hq agents|-1|-1",
                ">|;|-1|-1",
                "> port 443|;|443|-1",
                "10.0.0.5:4294967296|10.0.0.5:4294967296|-1|-1",
            })
    void sides_stand_without_their_port(String text, String sides, int port, int proto) {
        Subject subject = Subject.of(text);

        assertThat(subject.sides()).isEqualTo(List.of(sides.split(";", -1)));
        assertThat(subject.port()).isEqualTo(port);
        assertThat(subject.proto()).isEqualTo(proto);
    }

    @Test
    void an_address_is_named_with_its_port_and_without() {
        assertThat(Subject.of("10.0.0.5 -> 10.0.0.9:443").names("10.0.0.9")).isTrue();
        assertThat(Subject.of("(10.0.0.5, 10.0.0.9)").names("10.0.0.5")).isTrue();
        assertThat(Subject.of("10.0.0.5").names("10.0.0.50")).isFalse();
    }

    @Test
    void the_end_of_an_ipv6_address_may_be_a_port() {
        assertThat(Subject.of("fd00::2:443").parts().get(0).addresses())
                .containsExactly("fd00::2:443", "fd00::2");
        assertThat(Subject.of("fd00::2").parts().get(0).addresses()).containsExactly("fd00::2");
        assertThat(Subject.of("web-1:443").parts().get(0).addresses()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.9:443/tcp,     true",
        "10.0.0.9/443,         true",
        "10.0.0.9:https,       true",
        "fd00::9/443,          true",
        "fd00::9:443/tcp,      true",
        "10.0.0.9:443,         false",
        "fd00::9,              false",
        "10.0.0.9.example.com, false",
        "web-1/443,            false",
        "a:b,                  false",
    })
    void a_word_may_begin_with_an_address_and_go_on(String word, boolean halfRead) {
        assertThat(Subject.of(word).parts().get(0).isHalfRead()).isEqualTo(halfRead);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.5 -> 10.0.0.9:443/tcp, 10.0.0.9,  true",
        "http://10.0.0.9/x,            10.0.0.9,  true",
        "10.0.0.90,                    10.0.0.9,  false",
        "110.0.0.9,                    10.0.0.9,  false",
        "10.0.0.9.example.com,         10.0.0.9,  false",
        "fd00::9:443,                  fd00::9,   true",
        "fd00::9:443:1,                fd00::9,   false",
        "fd00::9f,                     fd00::9,   false",
    })
    void an_address_is_mentioned_between_other_signs(
            String text, String address, boolean mentioned) {
        assertThat(Subject.of(text).mentions(address)).isEqualTo(mentioned);
    }

    @Test
    void only_a_service_names_nobody() {
        assertThat(Subject.of("port 443, protocol 6").isService()).isTrue();
        assertThat(Subject.of("10.0.0.9:443").isService()).isFalse();
        assertThat(Subject.of("10.0.0.9:443").allows(22, 6)).isFalse();
        assertThat(Subject.of("port 443, protocol 6").allows(443, 17)).isFalse();
        assertThat(Subject.of("10.0.0.9").allows(22, 6)).isTrue();
    }
}
