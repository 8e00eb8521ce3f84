package illumiomonitor.plugins.line;

import illumiomonitor.plugins.http.Receiver;
import illumiomonitor.spi.Notifier;
import illumiomonitor.spi.NotifierFactory;
import illumiomonitor.spi.Secret;
import illumiomonitor.spi.Settings;
import java.time.Duration;
import java.util.List;

/**
 * Makes channels of type {@code line}.
 *
 * <p>Settings: {@code token} of the messaging channel; {@code to}, a user, group or room; {@code
 * url} where LINE is not reached directly; {@code connect-timeout} and {@code read-timeout} in
 * seconds.
 */
public final class LineNotifierFactory implements NotifierFactory {

    private static final String PUSH = "https://api.line.me/v2/bot/message/push";

    @Override
    public String kind() {
        return "line";
    }

    @Override
    public Notifier create(Settings settings) {
        Secret token = new Secret(settings.text("token"));
        String to = settings.text("to");
        Receiver receiver =
                new Receiver(
                        "line",
                        settings.text("url", PUSH),
                        settings.seconds("connect-timeout", Duration.ofSeconds(5)),
                        settings.seconds("read-timeout", Duration.ofSeconds(15)),
                        List.of(token));
        settings.refuseOthers();
        return new LineNotifier(receiver, token, to);
    }
}
