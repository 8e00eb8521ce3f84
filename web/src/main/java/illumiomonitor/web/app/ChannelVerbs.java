package illumiomonitor.web.app;

import illumiomonitor.engine.Engine;
import illumiomonitor.engine.config.Config;
import illumiomonitor.web.service.ChannelAnswer;
import illumiomonitor.web.service.ServiceException;
import illumiomonitor.web.service.ServiceException.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Channels as the command line asks for them. */
final class ChannelVerbs {

    private final Engine engine;

    ChannelVerbs(Engine engine) {
        this.engine = engine;
    }

    List<ChannelAnswer> test(@Nullable String channel) throws InterruptedException {
        if (channel != null && !engine.outbox().channels().contains(channel)) {
            throw new ServiceException(
                    Problem.BAD_INPUT,
                    "there is no channel "
                            + channel
                            + "; monitor.yaml has "
                            + engine.outbox().channels());
        }
        return engine.outbox().test(channel).stream()
                .map(
                        result ->
                                new ChannelAnswer(
                                        result.channel(),
                                        kind(result.channel()),
                                        result.taken(),
                                        result.answer(),
                                        result.took().toMillis()))
                .toList();
    }

    private String kind(String name) {
        return engine.config().channels().stream()
                .filter(channel -> channel.name().equals(name))
                .map(Config.Channel::kind)
                .findFirst()
                .orElse("");
    }
}
