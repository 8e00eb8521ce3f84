package illumiomonitor.plugins.webhook;

import illumiomonitor.plugins.http.Receiver;
import illumiomonitor.spi.Notifier;
import illumiomonitor.spi.NotifierFactory;
import illumiomonitor.spi.Secret;
import illumiomonitor.spi.Settings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Makes channels of type {@code webhook}.
 *
 * <p>Settings: {@code url}; {@code secret} signs; {@code authorization} is sent as that header;
 * {@code format} is {@code standard} or {@code legacy}; {@code connect-timeout} and {@code
 * read-timeout} in seconds.
 */
public final class WebhookNotifierFactory implements NotifierFactory {

    @Override
    public String kind() {
        return "webhook";
    }

    @Override
    public Notifier create(Settings settings) {
        String url = settings.text("url");
        Secret secret = settings.secret("secret");
        Secret authorization = settings.secret("authorization");
        Body body = body(settings.text("format", "standard"));
        Receiver receiver =
                new Receiver(
                        "webhook",
                        url,
                        settings.seconds("connect-timeout", Duration.ofSeconds(5)),
                        settings.seconds("read-timeout", Duration.ofSeconds(15)),
                        List.of(secret, authorization));
        settings.refuseOthers();
        return new WebhookNotifier(receiver, secret, authorization, body, Clock.systemUTC());
    }

    private static Body body(String format) {
        return switch (format) {
            case "standard" -> new StandardBody();
            case "legacy" -> new LegacyBody(Clock.systemUTC());
            default ->
                    throw new IllegalArgumentException(
                            "format must be standard or legacy, but is " + format);
        };
    }
}
