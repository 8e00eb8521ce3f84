package illumiomonitor.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceTest {

    private static final List<Reference.Fact> FACTS = Reference.facts();

    private static Reference.Fact fact(String name) {
        return FACTS.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void every_field_of_every_fact_says_type_unit_meaning_and_source() {
        assertThat(FACTS).hasSizeGreaterThan(12);
        assertThat(FACTS).allSatisfy(one -> assertThat(one.meaning()).as(one.name()).isNotBlank());
        assertThat(FACTS)
                .allSatisfy(
                        fact ->
                                assertThat(fact.fields())
                                        .as(fact.name())
                                        .allSatisfy(
                                                field ->
                                                        assertThat(
                                                                        List.of(
                                                                                field.type(),
                                                                                field.unit(),
                                                                                field.meaning(),
                                                                                field.source()))
                                                                .as(field.name())
                                                                .noneMatch(String::isBlank)));
    }

    @Test
    void a_field_has_its_type_its_unit_and_where_it_comes_from() {
        assertThat(fact("Flow").fields())
                .contains(
                        new Reference.Field(
                                "bytesIn",
                                "long",
                                "bytes",
                                "into the destination in the window (upload)",
                                "dst_bi"));
        assertThat(fact("Talker").fields())
                .contains(
                        new Reference.Field(
                                "opened",
                                "long",
                                "connections",
                                "that it opened",
                                "summed over the window's `Flow` facts"));
        assertThat(fact("Talker").meaning()).doesNotContain("Source");
        assertThat(fact("Flow").calls())
                .contains(new Reference.Call("srcIp()", "String", "The source's address."));
        assertThat(fact("Decision").values())
                .extracting(Reference.Value::name)
                .contains("POTENTIALLY_BLOCKED", "BLOCKED");
        assertThat(fact("Metric").values())
                .contains(
                        new Reference.Value(
                                "DNS", "Connections to port 53. Entity: source address."));
        assertThat(fact("Metric").values())
                .allSatisfy(one -> assertThat(one.meaning()).as(one.name()).isNotBlank());
    }

    @Test
    void the_methods_of_the_history_are_there() {
        assertThat(fact("History").calls())
                .extracting(Reference.Call::call)
                .contains("firstSeen(String ip)", "peers(Endpoint src)");
        assertThat(fact("History").calls())
                .allSatisfy(call -> assertThat(call.meaning()).as(call.call()).contains("Cost: "));
        assertThat(fact("History").meaning()).contains("kept until the tick is judged");
        assertThat(Reference.markdown(FACTS)).contains("## History", "| `port` |".replace("`", ""));
    }
}
