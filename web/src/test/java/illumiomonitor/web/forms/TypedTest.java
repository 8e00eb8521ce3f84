package illumiomonitor.web.forms;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.form.Field;
import illumiomonitor.engine.form.Filter;
import illumiomonitor.engine.form.Form;
import illumiomonitor.engine.form.Grouping;
import illumiomonitor.engine.form.Kind;
import illumiomonitor.engine.form.Measure;
import illumiomonitor.engine.form.Mode;
import illumiomonitor.engine.form.Notes;
import illumiomonitor.spi.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in the inputs of a form is the form. */
class TypedTest {

    private static final String SIGNS = "ab ,\"'/\\;|!=äx中";

    private static Form form(List<Filter> filters) {
        return new Form(
                Kind.TRAFFIC,
                "own/a",
                "A",
                Severity.HIGH,
                Mode.LIVE,
                Grouping.SOURCE,
                Measure.USUAL,
                5,
                Duration.ofMinutes(10),
                Duration.ofHours(1),
                Duration.ZERO,
                List.of("T1021.001", "T1046"),
                filters,
                new Notes("", "", ""));
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder("v");
        for (int n = random.nextInt(8); n > 0; n--) {
            text.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
        }
        return text.toString();
    }

    private static List<String> texts(Random random, String before) {
        List<String> texts = new ArrayList<>();
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
            texts.add(before + (random.nextInt(4) == 0 ? "\"" : "") + text(random));
        }
        return texts;
    }

    @Test
    void protocols_are_shown_by_the_names_that_people_type() {
        Form form =
                form(
                        List.of(
                                Filter.only(Field.PORT, "443/TCP", "5000-6000/17", "22", "9/47"),
                                Filter.not(Field.PROTOCOL, "1", "udp", "47")));

        Map<String, String> values = Typed.of(form);

        assertThat(values)
                .containsEntry("only.PORT", "443/tcp, 5000-6000/udp, 22, 9/47")
                .containsEntry("not.PROTOCOL", "icmp, udp, 47");
        assertThat(new Typed(values, Locale.ENGLISH).form(Kind.TRAFFIC)).contains(form);
    }

    @Test
    void a_form_that_is_opened_and_saved_is_the_same() {
        Random random = new Random(20_261_129);
        for (int n = 0; n < 2_000; n++) {
            List<Filter> filters = new ArrayList<>();
            filters.add(new Filter(Field.PROCESS, random.nextBoolean(), texts(random, "")));
            filters.add(new Filter(Field.USER, random.nextBoolean(), texts(random, "u")));
            filters.add(new Filter(Field.SRC_LABEL, true, texts(random, "app=")));
            filters.add(new Filter(Field.DST_PLACE, false, texts(random, "x")));
            Form form = form(filters);

            Typed typed = new Typed(Typed.of(form), Locale.ENGLISH);

            assertThat(typed.form(form.kind())).as("%s %s", typed.faults(), form).contains(form);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "x, \"a,b\";x|a,b",
                "\"a,b\",\"c\";a,b|c",
                "  \"a\"  ,  b  ;a|b",
                "\"say \"\"x\"\"\", y;say \"x\"|y",
                "a,, b,;a|b",
                "\"\";''",
                "a;a"
            })
    void values_stand_with_or_without_quotes(String text, String values) {
        List<String> read = ValueList.read(text);

        assertThat(String.join("|", read)).isEqualTo(values.equals("''") ? "" : values);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\"b", "\"a", "a, \"b\" c", "x \"a,b\"", "\"a\"b\""})
    void a_quote_that_says_nothing_for_sure_is_refused_with_its_line(String text) {
        Map<String, String> values = new LinkedHashMap<>(Typed.of(form(List.of())));
        values.put("not.PROCESS", text);
        Typed typed = new Typed(values, Locale.ENGLISH);

        assertThat(typed.form(Kind.TRAFFIC)).isEmpty();
        assertThat(typed.faults())
                .singleElement()
                .asString()
                .contains(text, "put the whole value in quotes");
    }
}
