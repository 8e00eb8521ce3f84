package illumiomonitor.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.config.ConfigException;
import illumiomonitor.spi.Notifier;
import illumiomonitor.spi.NotifierFactory;
import illumiomonitor.spi.Settings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NotifiersTest {

    private static Config.Channel channel(String name, String kind, Map<String, Object> settings) {
        return new Config.Channel(
                name, kind, "monitor.yaml:7", new Settings("channels." + name, settings));
    }

    @Test
    void the_channels_that_ship_are_found() {
        assertThat(Notifiers.found().kinds()).contains("line", "smtp", "webhook");
    }

    @Test
    void channels_are_made_in_the_order_of_the_configuration() {
        Map<String, Notifier> made =
                Notifiers.found()
                        .createAll(
                                List.of(
                                        channel("z", "webhook", Map.of("url", "http://localhost")),
                                        channel("a", "line", Map.of("token", "t", "to", "u"))));

        assertThat(made.keySet()).containsExactly("z", "a");
    }

    @Test
    void a_kind_that_is_not_there_is_named_with_those_that_are() {
        assertThatThrownBy(() -> Notifiers.found().create(channel("duty", "pager", Map.of())))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "monitor.yaml:7: channels.duty: there is no channel of type pager; known"
                                + " are line, smtp, webhook, zz-diary");
    }

    @Test
    void a_setting_that_makes_no_sense_is_a_mistake_of_the_configuration() {
        Map<String, Object> settings = Map.of("url", "http://localhost", "sekret", "HUSH");

        assertThatThrownBy(() -> Notifiers.found().create(channel("soc", "webhook", settings)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("monitor.yaml:7: channels.soc.sekret is not known")
                .hasMessageNotContaining("HUSH");
        assertThatThrownBy(() -> Notifiers.found().create(channel("soc", "webhook", Map.of())))
                .hasMessageStartingWith("monitor.yaml:7: channels.soc.url is missing");
    }

    @Test
    void a_source_that_cannot_be_made_is_a_mistake_of_the_configuration() {
        assertThatThrownBy(
                        () ->
                                Sources.found()
                                        .create(
                                                channel("dc", "splunk", Map.of()),
                                                Clock.systemUTC()))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("monitor.yaml:7: pce.dc: there is no source of type splunk")
                .hasMessageContaining("known are pce");
    }

    @Test
    void no_channel_stays_open_when_another_cannot_be_made() {
        List<String> closed = new ArrayList<>();
        Notifiers notifiers = new Notifiers(List.of(factory("memory", closed)));

        assertThatThrownBy(
                        () ->
                                notifiers.createAll(
                                        List.of(
                                                channel("one", "memory", Map.of()),
                                                channel("two", "none", Map.of()))))
                .hasMessageContaining("channels.two");
        assertThat(closed).containsExactly("memory");
    }

    @Test
    void two_factories_of_one_kind_are_refused() {
        List<NotifierFactory> twice =
                List.of(factory("memory", new ArrayList<>()), factory("memory", new ArrayList<>()));

        assertThatThrownBy(() -> new Notifiers(twice)).hasMessageContaining("memory");
    }

    private static NotifierFactory factory(String kind, List<String> closed) {
        return new NotifierFactory() {
            @Override
            public String kind() {
                return kind;
            }

            @Override
            public Notifier create(Settings settings) {
                return new Notifier() {
                    @Override
                    public String send(illumiomonitor.spi.Message message) {
                        return "kept";
                    }

                    @Override
                    public void close() {
                        closed.add(kind);
                    }
                };
            }
        };
    }
}
