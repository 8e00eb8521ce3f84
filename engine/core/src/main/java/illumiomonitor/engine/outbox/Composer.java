package illumiomonitor.engine.outbox;

import illumiomonitor.engine.alert.Cause;
import illumiomonitor.engine.alert.Notification;
import illumiomonitor.engine.rule.Attack;
import illumiomonitor.engine.words.RuleWords;
import illumiomonitor.engine.words.Words;
import illumiomonitor.spi.Alert;
import illumiomonitor.spi.Message;
import illumiomonitor.spi.Severity;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Writes messages in the operator's language and zone. */
public final class Composer {

    /** The bundle that holds all words of messages. */
    public static final String WORDS = "illumiomonitor/engine/alert/words";

    private static final int EVIDENCE = 20;
    private static final int LISTED = 20;
    private static final int ENCLOSED = 100;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);

    private final Words words;
    private final RuleWords rules;
    private final ZoneId zone;
    private final Supplier<String> console;

    /**
     * @param words of {@link #WORDS}
     * @param rules what rules say in the language of the words
     * @param zone times are written in
     * @param console address of the pages without a slash at its end, empty while there are none
     */
    public Composer(Words words, RuleWords rules, ZoneId zone, Supplier<String> console) {
        this.words = words;
        this.rules = rules;
        this.zone = zone;
        this.console = console;
    }

    Message alert(Notification notification, String key) {
        Alert alert = notification.alert();
        List<Message.Line> lines = new ArrayList<>();
        lines.add(line("what", summary(alert)));
        lines.add(line("cause", words.get("cause." + notification.cause())));
        lines.addAll(facts(alert));
        lines.addAll(attack(notification));
        alert.evidence().stream()
                .limit(EVIDENCE)
                .forEach(e -> lines.add(new Message.Line(e.name(), value(alert, e.value()))));
        if (alert.evidence().size() > EVIDENCE) {
            lines.add(line("more", words.get("more.evidence", alert.evidence().size() - EVIDENCE)));
        }
        String title =
                words.get(
                        notification.cause() == Cause.OPENED ? "title.alert" : "title.again",
                        severity(alert.severity()),
                        title(alert),
                        alert.subject());
        return new Message(
                key,
                Message.Kind.ALERT,
                oneLine(title),
                lines,
                page("/alerts/" + alert.id()),
                List.of(alert),
                footer(alert.pce()));
    }

    private List<Message.Line> attack(Notification notification) {
        return notification.attack().isEmpty()
                ? List.of()
                : List.of(line("attack", Attack.shown(notification.attack())));
    }

    private List<Message.Line> facts(Alert alert) {
        return List.of(
                line("severity", severity(alert.severity())),
                line("subject", alert.subject()),
                line("pce", alert.pce()),
                line("rule", alert.rule() + " @ " + alert.ruleVersion()),
                line("opened", time(alert.openedAt())),
                line("seen", time(alert.lastSeenAt())),
                line("occurrences", words.get("ticks", alert.occurrences())));
    }

    /** Many alerts of one rule in one message: counts, the first few by name, and a link to all. */
    Message digest(List<Notification> notifications, Instant tick, String key) {
        return digest("title.digest", List.of(), notifications, tick, key);
    }

    /** The same of a rule that was learning until now. */
    Message graduation(List<Notification> notifications, Instant tick, String key) {
        List<Message.Line> why = List.of(line("cause", words.get("cause.graduated")));
        return digest("title.graduated", why, notifications, tick, key);
    }

    private Message digest(
            String title,
            List<Message.Line> why,
            List<Notification> notifications,
            Instant tick,
            String key) {
        List<Alert> alerts = notifications.stream().map(Notification::alert).toList();
        Alert any = alerts.get(0);
        List<Message.Line> lines = new ArrayList<>(why);
        lines.add(line("rule", any.rule()));
        lines.addAll(attack(notifications.get(0)));
        lines.add(line("pce", any.pce()));
        lines.add(line("tick", time(tick)));
        for (Severity severity : reversed(Severity.values())) {
            long count = alerts.stream().filter(a -> a.severity() == severity).count();
            if (count > 0) {
                lines.add(new Message.Line(severity(severity), words.get("alerts", count)));
            }
        }
        alerts.stream()
                .limit(LISTED)
                .forEach(a -> lines.add(new Message.Line(a.subject(), summary(a))));
        if (alerts.size() > LISTED) {
            lines.add(line("more", words.get("more.alerts", alerts.size() - LISTED)));
        }
        return new Message(
                key,
                Message.Kind.DIGEST,
                oneLine(words.get(title, alerts.size(), title(any))),
                lines,
                page("/alerts?rule=" + URLEncoder.encode(any.rule(), StandardCharsets.UTF_8)),
                alerts.stream().limit(ENCLOSED).map(Composer::withoutEvidence).toList(),
                footer(any.pce()));
    }

    Message test(String channel, Instant now, String key) {
        Alert alert =
                new Alert(
                        0,
                        words.get("test.pce"),
                        "test",
                        "",
                        words.get("test.title"),
                        Severity.INFO,
                        channel,
                        words.get("test.summary", channel),
                        "OPEN",
                        now,
                        now,
                        1,
                        List.of(new Alert.Evidence("NOTE", words.get("line.sent"), time(now))));
        return new Message(
                key,
                Message.Kind.TEST,
                oneLine(words.get("title.test", channel)),
                List.of(line("what", alert.summary()), line("sent", time(now))),
                page(""),
                List.of(alert),
                footer(alert.pce()));
    }

    private Message.Line line(String name, String text) {
        return new Message.Line(words.get("line." + name), text);
    }

    private String title(Alert alert) {
        return rules.said(words.locale(), alert.rule(), "title", alert.title());
    }

    private String summary(Alert alert) {
        return rules.summary(words.locale(), alert.rule(), alert.summary());
    }

    /** A number of evidence has the unit of its rule behind it, in the rule's own words. */
    private String value(Alert alert, String stored) {
        int unit = stored.indexOf(' ') + 1;
        String written = stored.substring(unit);
        return stored.substring(0, unit)
                + rules.said(words.locale(), alert.rule(), "unit", written);
    }

    private String severity(Severity severity) {
        return words.get("severity." + severity);
    }

    private String time(Instant instant) {
        return TIME.format(instant.atZone(zone));
    }

    private String page(String path) {
        String base = console.get();
        return base.isEmpty() ? "" : base + path;
    }

    private String footer(String pce) {
        return words.get("footer", pce);
    }

    /** A name in a flow may hold a line break; a title goes into a header. */
    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }

    private static List<Severity> reversed(Severity[] severities) {
        List<Severity> list = new ArrayList<>(Arrays.asList(severities));
        Collections.reverse(list);
        return list;
    }

    private static Alert withoutEvidence(Alert alert) {
        return new Alert(
                alert.id(),
                alert.pce(),
                alert.rule(),
                alert.ruleVersion(),
                alert.title(),
                alert.severity(),
                alert.subject(),
                alert.summary(),
                alert.state(),
                alert.openedAt(),
                alert.lastSeenAt(),
                alert.occurrences(),
                List.of());
    }
}
