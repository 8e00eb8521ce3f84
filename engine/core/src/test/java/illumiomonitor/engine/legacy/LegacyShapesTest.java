package illumiomonitor.engine.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.form.Field;
import illumiomonitor.engine.form.Filter;
import illumiomonitor.engine.form.Names;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A value of a shape that nobody expected never makes a rule wider. */
class LegacyShapesTest {

    private static final String TRAFFIC =
            "\"type\": \"traffic\", \"name\": \"a\", \"pd\": 2, \"threshold_count\": 5";
    private static final String EVENT =
            "\"type\": \"event\", \"name\": \"a\", \"filter_value\": \"user.login\","
                    + " \"threshold_count\": 5";

    private static LegacyImport read(String rule, String more) {
        return LegacyImport.of(
                "{\"rule_scheduler\": {}, \"rules\": [{" + rule + ", " + more + "}]}", Names.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"src_ams\": \"actors:ams\"|SRC_MANAGED|false",
                "\"src_ams\": true|SRC_MANAGED|false",
                "\"dst_ams\": \"actors:ams\"|DST_MANAGED|false",
                "\"dst_ams\": 1|DST_MANAGED|false",
                "\"ex_src_ams\": \"actors:ams\"|SRC_MANAGED|true",
                "\"ex_dst_ams\": \"true\"|DST_MANAGED|true"
            })
    void all_managed_systems_are_a_filter_however_they_are_written(
            String more, Field field, boolean excluded) {
        LegacyImport imported = read(TRAFFIC, more);

        assertThat(imported.rulesLeft()).as("%s", imported.left()).isZero();
        assertThat(imported.rules().get(0).filters())
                .filteredOn(filter -> filter.field() == field)
                .singleElement()
                .satisfies(filter -> assertThat(filter.excluded()).isEqualTo(excluded))
                .satisfies(filter -> assertThat(filter.values()).containsExactly("yes"));
    }

    @Test
    void a_flag_that_is_off_is_no_filter() {
        for (String off : new String[] {"false", "0", "\"false\"", "null", "\"\""}) {
            LegacyImport imported = read(TRAFFIC, "\"src_ams\": " + off);

            assertThat(imported.rulesLeft()).as(off).isZero();
            assertThat(imported.rules().get(0).filters())
                    .extracting(Filter::field)
                    .doesNotContain(Field.SRC_MANAGED);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"filter_status\": [\"failure\", \"warning\"]|STATUS|failure,warning",
                "\"filter_severity\": [\"err\"]|EVENT_SEVERITY|err",
                "\"match_fields\": {\"status\": [\"failure\", \"x\"]}|STATUS|failure,x"
            })
    void a_list_of_words_is_any_of_them(String more, Field field, String values) {
        LegacyImport imported = read(EVENT, more);

        assertThat(imported.rulesLeft()).as("%s", imported.left()).isZero();
        assertThat(imported.rules().get(0).filters())
                .filteredOn(filter -> filter.field() == field)
                .singleElement()
                .satisfies(
                        filter -> assertThat(String.join(",", filter.values())).isEqualTo(values));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "traffic|\"src_ams\": \"yes, please\"|src_ams|yes, please",
                "traffic|\"src_ams\": [\"actors:ams\"]|src_ams|[\"actors:ams\"]",
                "traffic|\"ex_dst_ams\": {\"a\": 1}|ex_dst_ams|{\"a\":1}",
                "traffic|\"src_ams\": 2|src_ams|2",
                "traffic|\"enabled\": \"actors:ams\"|enabled|actors:ams",
                "traffic|\"enabled\": []|enabled|[]",
                "traffic|\"pd\": [2]|pd|[2]",
                "traffic|\"pd\": []|pd|[]",
                "traffic|\"port\": [443, \"\"]|port|empty",
                "traffic|\"src_label\": [null]|src_label|empty",
                "traffic|\"src_label\": {\"env\": \"prod\"}|src_label|text",
                "traffic|\"threshold_window\": [10]|threshold_window|[10]",
                "traffic|\"throttle\": {\"per\": 1}|throttle|{\"per\":1}",
                "traffic|\"port_range\": [1000, 2000]|port_range|1000 is no range",
                "traffic|\"ex_port_ranges\": [\"443\"]|ex_port_ranges|443 is no range",
                "event|\"filter_status\": \"!any\"|filter_status|nothing over",
                "event|\"filter_severity\": \"!all\"|filter_severity|nothing over",
                "event|\"match_fields\": {\"status\": \"! *\"}|match_fields.status|nothing over",
                "event|\"filter_status\": \"any,!failure\"|filter_status|mixes",
                "event|\"filter_status\": {\"a\": \"failure\"}|filter_status|text",
                "event|\"filter_status\": [\"\"]|filter_status|empty",
                "event|\"filter_severity\": [[\"err\"]]|filter_severity|text",
                "event|\"filter_key\": [\"event_type\"]|filter_key|[\"event_type\"]",
                "event|\"match_fields\": [\"status=failure\"]|match_fields|[\"status=failure\"]",
                "event|\"match_fields\": \"status=failure\"|match_fields|status=failure",
                "event|\"match_fields\": {\"status\": {\"a\": 1}}|match_fields.status|text",
                "event|\"match_fields\": {\"status\": []}|match_fields.status|empty",
                "event|\"match_fields\": {\"status\": \"\"}|match_fields.status|empty",
                "event|\"match_fields\": {\"status\": null}|match_fields.status|empty"
            })
    void a_shape_that_says_nothing_for_sure_is_refused_with_its_key_and_value(
            String kind, String more, String key, String said) {
        String rule = kind.equals("event") ? EVENT : TRAFFIC.replace("\"pd\": 2, ", "");
        LegacyImport imported = read(rule, more);

        assertThat(imported.rules()).isEmpty();
        assertThat(imported.rulesLeft()).isOne();
        assertThat(imported.left())
                .anySatisfy(
                        left -> {
                            assertThat(left.key()).isEqualTo("rules[0]." + key);
                            assertThat(left.text()).contains(said);
                        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"threshold_window\": 30|PT5M|PT30M",
                "\"cooldown_minutes\": 7|PT5M|PT7M",
                "\"title\": null|PT5M|PT10M"
            })
    void an_immediate_rule_keeps_the_cooldown_that_its_window_stood_for(
            String more, Duration window, Duration cooldown) {
        LegacyImport imported = read(EVENT, "\"threshold_type\": \"immediate\", " + more);

        assertThat(imported.rules())
                .singleElement()
                .satisfies(form -> assertThat(form.window()).isEqualTo(window))
                .satisfies(form -> assertThat(form.cooldown()).isEqualTo(cooldown));
    }
}
