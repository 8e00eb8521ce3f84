package illumiomonitor.engine.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.form.Names;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of the settings too, nothing vanishes unsaid. */
class LegacySectionsTest {

    private static LegacyImport read(String text) {
        return LegacyImport.of(text, Names.NONE);
    }

    private static List<String> left(LegacyImport imported) {
        return imported.left().stream().map(Remark::key).toList();
    }

    private static String settings(LegacyImport imported) {
        return String.valueOf(imported.files().get("imported/monitor.yaml.part"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"archive\": {\"days\": 90}}|archive",
                "{\"api\": {\"url\": \"https://a\", \"proxy\": \"SAID\"}}|api.proxy",
                "{\"api\": \"SAID\"}|api",
                "{\"alerts\": {\"active\": [], \"teams_url\": \"SAID\"}}|alerts.teams_url",
                "{\"alerts\": {\"active\": [{\"mail\": 1}]}}|alerts.active",
                "{\"alerts\": {\"line_target_id\": \"SAID\"}}|alerts.line_target_id",
                "{\"smtp\": {\"host\": \"SAID\"}}|smtp",
                "{\"email\": {\"recipients\": [\"SAID\"]}}|email",
                "{\"alerts\": {\"active\": [\"mail\"]}, \"smtp\": {\"ca\": \"SAID\"}}|smtp.ca",
                "{\"alerts\": {\"active\": [\"mail\"]}, \"smtp\": {\"port\": \"x\"}}|smtp.port",
                "{\"alerts\": {\"active\": [\"mail\"]}, \"email\": {\"cc\": \"SAID\"}}|email.cc",
                "{\"settings\": {\"log_level\": \"SAID\"}}|settings.log_level",
                "{\"settings\": {\"enable_health_check\": \"maybe\"}}|settings.enable_health_check",
                "{\"settings\": {\"language\": \"fr\"}}|settings.language",
                "{\"settings\": {\"timezone\": [\"SAID\"]}}|settings.timezone",
                "{\"api\": {\"url\": \"https://a\", \"verify_ssl\": \"maybe\"}}|api.verify_ssl"
            })
    void a_key_that_is_not_understood_is_named_without_its_value(String text, String key) {
        LegacyImport imported = read(text);

        assertThat(left(imported)).contains(key);
        assertThat(imported.left().toString() + settings(imported)).doesNotContain("SAID");
    }

    @ParameterizedTest
    @CsvSource({"\"acme\"", "1.5", "0", "-3", "[7]", "{\"id\": 7}"})
    void an_organisation_that_is_no_number_is_said_and_is_not_another_one(String org) {
        LegacyImport imported =
                read("{\"api\": {\"url\": \"https://a\", \"org_id\": " + org + "}}");

        assertThat(left(imported)).contains("api.org_id");
        assertThat(settings(imported)).doesNotContain("\"org\"");
    }

    @Test
    void a_channel_and_a_recipient_may_stand_alone() {
        LegacyImport imported =
                read(
                        "{\"alerts\": {\"active\": \"mail\"}, \"email\": {\"sender\": \"a@b.c\","
                                + " \"recipients\": \"soc@b.c\"}, \"smtp\": {\"host\": \"h\"},"
                                + " \"settings\": {\"enable_health_check\": false}}");

        assertThat(imported.left()).isEmpty();
        assertThat(settings(imported)).contains("\"type\":\"smtp\"", "\"to\":[\"soc@b.c\"]");
    }
}
