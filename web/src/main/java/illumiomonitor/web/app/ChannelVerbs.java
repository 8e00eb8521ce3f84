package illumiomonitor.web.app;

import illumiomonitor.engine.Engine;
import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.outbox.DeadLetter;
import illumiomonitor.engine.outbox.SendReport;
import illumiomonitor.web.service.ChannelAnswer;
import illumiomonitor.web.service.DeadRow;
import illumiomonitor.web.service.ResendReport;
import illumiomonitor.web.service.ServiceException;
import illumiomonitor.web.service.ServiceException.Problem;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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

    List<DeadRow> dead(int limit) {
        return engine.outbox().dead(limit).stream()
                .map(
                        letter ->
                                new DeadRow(
                                        letter.deliveryId(),
                                        letter.alertId(),
                                        letter.channel(),
                                        letter.kind(),
                                        letter.attempts(),
                                        letter.lastError(),
                                        letter.createdAt()))
                .toList();
    }

    /** Marks messages for another try and sends what is due. */
    ResendReport resend(List<Long> deliveries) throws InterruptedException {
        Set<Long> dead =
                engine.outbox().dead(Integer.MAX_VALUE).stream()
                        .map(DeadLetter::deliveryId)
                        .collect(Collectors.toSet());
        for (long delivery : deliveries) {
            if (!dead.contains(delivery)) {
                throw new ServiceException(
                        Problem.BAD_INPUT,
                        "message %d was not given up; ./monitor channels dead lists those that were"
                                .formatted(delivery));
            }
        }
        int again = 0;
        for (long delivery : deliveries.isEmpty() ? dead : Set.copyOf(deliveries)) {
            again += engine.outbox().replay(delivery) ? 1 : 0;
        }
        SendReport report = engine.outbox().sendDue();
        return new ResendReport(again, report.sent(), report.sentence());
    }

    private String kind(String name) {
        return engine.config().channels().stream()
                .filter(channel -> channel.name().equals(name))
                .map(Config.Channel::kind)
                .findFirst()
                .orElse("");
    }
}
