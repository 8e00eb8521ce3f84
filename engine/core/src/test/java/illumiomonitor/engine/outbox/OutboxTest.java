package illumiomonitor.engine.outbox;

import static illumiomonitor.engine.alert.Scene.SUBJECT;
import static illumiomonitor.engine.alert.Scene.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import illumiomonitor.engine.alert.Recorded;
import illumiomonitor.engine.alert.Scene;
import illumiomonitor.engine.rule.Judgement;
import illumiomonitor.engine.view.AlertDetail;
import illumiomonitor.engine.words.Words;
import illumiomonitor.spi.Alert;
import illumiomonitor.spi.Message;
import illumiomonitor.spi.Notifier;
import illumiomonitor.spi.NotifyException;
import illumiomonitor.spi.Severity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class OutboxTest {

    private final Scene scene = newScene();
    private final AtomicReference<Instant> now = new AtomicReference<>(at(0));
    private final Ear soc = new Ear();
    private final Ear duty = new Ear();
    private final List<Outbox> open = new ArrayList<>();

    /** An empty store. */
    Scene newScene() {
        return new Scene();
    }

    @AfterEach
    void close() {
        open.forEach(Outbox::close);
        scene.close();
    }

    private Outbox outbox() {
        Map<String, Notifier> channels = new LinkedHashMap<>();
        channels.put("soc", soc);
        channels.put("duty", duty);
        return outbox(channels, Locale.ENGLISH);
    }

    private Outbox outbox(Map<String, Notifier> channels, Locale language) {
        return outbox(channels, language, Duration.ofMillis(400));
    }

    /**
     * @param call longest that a channel may take for one message
     */
    private Outbox outbox(Map<String, Notifier> channels, Locale language, Duration call) {
        Words words = Words.load(Composer.WORDS, language);
        Composer composer =
                new Composer(
                        words,
                        (locale, rule, part, text) ->
                                locale.getLanguage().equals("zh") ? chinese(part, text) : text,
                        ZoneId.of("Asia/Taipei"),
                        () -> "https://monitor.example.com");
        Outbox outbox =
                new Outbox(
                        scene.store(),
                        channels,
                        composer,
                        new Moving(now),
                        call,
                        Duration.ofSeconds(5));
        open.add(outbox);
        return outbox;
    }

    private static String chinese(String part, String text) {
        return switch (part) {
            case "title" -> "大量封鎖";
            case "unit" -> text.equals("37") ? "37 次連線" : text;
            default -> text;
        };
    }

    /** A clock that a test moves. */
    private static final class Moving extends Clock {

        private final AtomicReference<Instant> now;

        Moving(AtomicReference<Instant> now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void without_any_channel_what_waited_for_one_is_given_up() throws Exception {
        record(outbox(), scene.judgement(0, false, SUBJECT));

        outbox(Map.of(), Locale.ENGLISH).sendDue();

        List<String> states =
                scene.store()
                        .jdbi()
                        .withHandle(
                                handle ->
                                        handle.createQuery("select state from delivery")
                                                .mapTo(String.class)
                                                .list());
        assertThat(states).isNotEmpty().containsOnly("DEAD");
    }

    private int record(Outbox outbox, Judgement judgement) {
        try {
            return scene.store()
                    .jdbi()
                    .inTransaction(
                            h -> {
                                Recorded recorded =
                                        scene.book().record(h, judgement, judgement.tick());
                                return outbox.enqueue(h, recorded);
                            });
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody stops a test", e);
        }
    }

    private void find(Outbox outbox, int minute, String... subjects) {
        record(outbox, scene.judgement(minute, false, subjects));
    }

    private List<AlertDetail.Delivery> deliveries() {
        return scene.detail(scene.alerts().get(0).id()).deliveries();
    }

    private void later(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    @Test
    void an_alert_is_told_once_over_each_channel() throws Exception {
        Outbox outbox = outbox();
        find(outbox, 0, SUBJECT);

        SendReport report = outbox.sendDue();

        assertThat(report).isEqualTo(new SendReport(2, 0, 0, List.of()));
        assertThat(soc.heard).hasSize(1);
        assertThat(duty.heard).hasSize(1);
        assertThat(soc.heard.get(0).key()).isNotEqualTo(duty.heard.get(0).key());
        assertThat(outbox.sendDue().sent()).isZero();
        assertThat(deliveries())
                .extracting(
                        AlertDetail.Delivery::channel,
                        AlertDetail.Delivery::state,
                        AlertDetail.Delivery::answer)
                .containsExactly(tuple("duty", "SENT", "heard"), tuple("soc", "SENT", "heard"));
    }

    @Test
    void the_first_channel_that_takes_it_sets_when_it_was_sent() throws Exception {
        Outbox outbox = outbox();
        find(outbox, 0, SUBJECT);
        soc.failure = NotifyException.retryable("away", null);
        later(Duration.ofSeconds(7));
        outbox.sendDue();

        soc.failure = null;
        later(Duration.ofHours(1));
        outbox.sendDue();

        long alert = scene.alerts().get(0).id();
        assertThat(scene.detail(alert).sentAt()).isEqualTo(at(0).plusSeconds(7));
    }

    @Test
    void a_message_is_in_the_language_and_the_zone_of_the_operator() throws Exception {
        Outbox outbox = outbox(Map.of("soc", soc), Locale.forLanguageTag("zh-TW"));
        scene.severity(Severity.HIGH);
        find(outbox, 0, SUBJECT);
        outbox.sendDue();

        Message message = soc.heard.get(0);
        assertThat(message.title()).isEqualTo("[高] 大量封鎖：10.0.0.5");
        assertThat(message.link()).startsWith("https://monitor.example.com/alerts/");
        assertThat(message.plain())
                .contains("首次發現: 2026-11-20 18:00:00 +08:00")
                .as("what stands behind a number is the rule's own")
                .contains("flow: counted 37 次連線")
                .contains("通知原因: 新告警");
        assertThat(message.alerts().get(0).evidence()).hasSize(1);
    }

    @Test
    void a_failed_message_waits_longer_each_time_and_goes_through_in_the_end() throws Exception {
        Outbox outbox = outbox();
        find(outbox, 0, SUBJECT);
        soc.failure = NotifyException.retryable("soc is away", null);

        assertThat(outbox.sendDue().problems()).containsExactly("soc is away");
        assertThat(outbox.sendDue().sent() + soc.tried.size()).isEqualTo(1);
        later(Duration.ofSeconds(13));
        assertThat(outbox.sendDue().failed()).isEqualTo(1);
        later(Duration.ofSeconds(13));
        assertThat(outbox.sendDue().failed()).isZero();
        soc.failure = null;
        later(Duration.ofSeconds(30));
        assertThat(outbox.sendDue().sent()).isEqualTo(1);

        assertThat(soc.tried)
                .extracting(Message::key)
                .hasSize(3)
                .containsOnly(soc.heard.get(0).key());
        assertThat(deliveries())
                .filteredOn(delivery -> delivery.channel().equals("soc"))
                .extracting(AlertDetail.Delivery::attempts)
                .containsExactly(3);
    }

    @Test
    void a_channel_that_asks_to_be_left_alone_is_left_alone() throws Exception {
        Outbox outbox = outbox();
        soc.failure = NotifyException.retryableAfter("busy", Duration.ofMinutes(20));
        find(outbox, 0, "a", "b", "c");

        SendReport report = outbox.sendDue();

        assertThat(soc.tried).hasSize(1);
        assertThat(duty.heard).hasSize(3);
        assertThat(report.problems()).singleElement().asString().contains("left alone until");
        later(Duration.ofMinutes(19));
        outbox.sendDue();
        assertThat(soc.tried).hasSize(1);
        soc.failure = null;
        later(Duration.ofMinutes(1));
        outbox.sendDue();
        assertThat(soc.heard).hasSize(3);
    }

    @Test
    void a_message_that_is_refused_is_a_dead_letter_at_once_and_can_be_replayed() throws Exception {
        Outbox outbox = outbox();
        find(outbox, 0, SUBJECT);
        soc.failure = NotifyException.permanent("soc answered HTTP 400", null);
        assertThat(outbox.sendDue().dead()).isEqualTo(1);

        DeadLetter dead = outbox.dead(10).get(0);
        assertThat(dead.lastError()).isEqualTo("soc answered HTTP 400");
        soc.failure = null;
        assertThat(outbox.sendDue().sent()).isZero();
        assertThat(outbox.replay(dead.deliveryId())).isTrue();
        assertThat(outbox.replay(dead.deliveryId())).isFalse();
        assertThat(outbox.sendDue().sent()).isEqualTo(1);

        assertThat(soc.heard.get(0).key()).isEqualTo(soc.tried.get(0).key());
        assertThat(outbox.dead(10)).isEmpty();
    }

    @Test
    void a_message_is_given_up_after_ten_attempts() throws Exception {
        Outbox outbox = outbox();
        find(outbox, 0, SUBJECT);
        soc.failure = NotifyException.retryable("away", null);

        for (int i = 0; i < 12; i++) {
            outbox.sendDue();
            later(Duration.ofHours(2));
        }

        assertThat(soc.tried).hasSize(10);
        assertThat(outbox.dead(10)).extracting(DeadLetter::attempts).containsExactly(10);
    }

    @Test
    @Timeout(20)
    void a_channel_that_hangs_or_breaks_does_not_delay_another() throws Exception {
        Outbox outbox = outbox();
        soc.hangs = true;
        find(outbox, 0, "a", "b");

        SendReport report = outbox.sendDue();

        assertThat(duty.heard).hasSize(2);
        assertThat(report.sent()).isEqualTo(2);
        assertThat(report.problems()).singleElement().asString().contains("did not come back");
        soc.hangs = false;
        soc.bug = new IllegalStateException("token=private");
        later(Duration.ofHours(1));
        assertThat(outbox.sendDue().problems())
                .singleElement()
                .asString()
                .contains("IllegalStateException")
                .doesNotContain("private");
    }

    @Test
    @Timeout(4)
    void a_channel_that_hangs_does_not_hold_up_what_comes_next_for_another() throws Exception {
        Map<String, Notifier> channels = new LinkedHashMap<>();
        channels.put("soc", soc);
        channels.put("duty", duty);
        Outbox outbox = outbox(channels, Locale.ENGLISH, Duration.ofMinutes(1));
        soc.hangs = true;
        find(outbox, 0, "a");
        outbox.kick();
        assertThat(soc.hanging.await(2, TimeUnit.SECONDS)).isTrue();

        find(outbox, 5, "b");
        outbox.kick();

        Awaitility.await().until(() -> duty.heard.size() == 2);
    }

    @Test
    void a_crash_between_sending_and_marking_sends_again_with_the_same_key() throws Exception {
        Outbox crashing = outbox(Map.of("soc", soc), Locale.ENGLISH);
        find(crashing, 0, SUBJECT);
        // As if the process died: the message is out, and the mark is never written.
        soc.afterwards = crashing::close;
        crashing.sendDue();
        soc.afterwards = () -> {};

        assertThat(outbox(Map.of("soc", soc), Locale.ENGLISH).sendDue().sent()).isEqualTo(1);

        assertThat(soc.heard).hasSize(2);
        assertThat(soc.heard.get(1)).isEqualTo(soc.heard.get(0));
    }

    @Test
    void a_crash_before_the_commit_leads_to_the_same_key() throws Exception {
        Outbox outbox = outbox();
        Judgement judgement = scene.judgement(0, false, SUBJECT);
        List<String> keys = new ArrayList<>();
        scene.store()
                .jdbi()
                .useHandle(
                        h -> {
                            h.begin();
                            outbox.enqueue(h, scene.book().record(h, judgement, at(0)));
                            keys.addAll(keys(h));
                            h.rollback();
                        });
        assertThat(scene.alerts()).isEmpty();

        record(outbox, judgement);

        assertThat(scene.store().jdbi().withHandle(OutboxTest::keys)).isEqualTo(keys).hasSize(2);
        assertThat(keys.get(0))
                .isEqualTo(IdempotencyKey.of("hq", Scene.RULE, SUBJECT, at(0), "soc", 1))
                .hasSize(64);
    }

    private static List<String> keys(org.jdbi.v3.core.Handle handle) {
        return handle.createQuery("select idempotency_key from delivery order by delivery_id")
                .mapTo(String.class)
                .list();
    }

    @Test
    void judging_again_writes_no_message_again() {
        Outbox outbox = outbox();
        Judgement judgement = scene.judgement(0, true, "a", "b");

        assertThat(record(outbox, judgement)).isEqualTo(4);
        assertThat(record(outbox, judgement)).isZero();
    }

    @Test
    void of_a_storm_five_are_told_by_themselves_and_the_rest_in_one_message() throws Exception {
        Outbox outbox = outbox();
        String[] subjects =
                IntStream.range(0, 130).mapToObj(i -> "10.0.0." + i).toArray(String[]::new);
        find(outbox, 0, subjects);
        outbox.sendDue();

        assertThat(soc.heard).hasSize(6);
        Message digest = soc.heard.get(5);
        assertThat(digest.kind()).isEqualTo(Message.Kind.DIGEST);
        assertThat(digest.title()).isEqualTo("125 more alerts: Blocked burst");
        assertThat(digest.alerts()).hasSize(100);
        assertThat(digest.plain()).contains("Medium: 125 alerts").contains("and 105 more");
        assertThat(digest.link())
                .isEqualTo("https://monitor.example.com/alerts?rule=traffic%2Fblocked-burst");
        assertThat(scene.alerts())
                .hasSize(130)
                .allSatisfy(
                        alert -> {
                            AlertDetail detail = scene.detail(alert.id());
                            assertThat(detail.sentAt()).isNotNull();
                            assertThat(detail.deliveries()).hasSize(2);
                        });
    }

    @Test
    void a_message_names_the_techniques_and_what_they_are_called_now() throws Exception {
        Outbox outbox = outbox();
        scene.attack("T1562.001", "T1046");
        find(outbox, 0, SUBJECT);

        outbox.sendDue();

        assertThat(soc.heard.get(0).lines())
                .contains(new Message.Line("ATT&CK", "T1562.001 (v19 T1685), T1046"));
    }

    @Test
    void what_a_rule_sees_once_it_has_learned_comes_as_one_message() throws Exception {
        Outbox outbox = outbox();
        scene.learning();
        find(outbox, 0, SUBJECT, "10.0.0.6");
        assertThat(outbox.sendDue().sent()).isZero();
        scene.learned();
        find(outbox, 5, SUBJECT, "10.0.0.6", "10.0.0.7");
        find(outbox, 10, SUBJECT, "10.0.0.8");

        outbox.sendDue();

        assertThat(soc.heard)
                .extracting(Message::kind)
                .containsExactly(Message.Kind.DIGEST, Message.Kind.ALERT);
        Message graduation = soc.heard.get(0);
        assertThat(graduation.title()).isEqualTo("Blocked burst has learned enough: 3 alerts");
        assertThat(graduation.plain())
                .contains("This rule has learned enough and is live from now on.")
                .contains("10.0.0.7");
        assertThat(graduation.link())
                .isEqualTo("https://monitor.example.com/alerts?rule=traffic%2Fblocked-burst");
        assertThat(soc.heard.get(1).alerts())
                .extracting(Alert::subject)
                .containsExactly("10.0.0.8");
    }

    @Test
    void one_alert_of_a_rule_that_has_learned_is_told_that_way_too_and_once_over_a_restart()
            throws Exception {
        Outbox before = outbox();
        scene.learning();
        find(before, 0);
        before.close();
        Outbox after = outbox();
        scene.learned();
        find(after, 5, SUBJECT);
        find(after, 5, SUBJECT);
        record(after, scene.judgement(5, true, SUBJECT));

        after.sendDue();

        assertThat(soc.heard)
                .extracting(Message::title)
                .containsExactly("Blocked burst has learned enough: 1 alert");
    }

    @Test
    void what_the_first_live_tick_shows_when_it_is_judged_again_is_part_of_the_same_news()
            throws Exception {
        Outbox outbox = outbox();
        scene.learning();
        find(outbox, 0);
        scene.learned();
        find(outbox, 5);
        find(outbox, 10);
        record(outbox, scene.judgement(5, true, SUBJECT));
        record(outbox, scene.judgement(10, true, "10.0.0.6"));

        outbox.sendDue();

        assertThat(soc.heard)
                .extracting(Message::kind)
                .containsExactly(Message.Kind.DIGEST, Message.Kind.ALERT);
    }

    @Test
    void a_rule_that_learns_anew_after_a_gap_brings_its_news_as_one_again() throws Exception {
        Outbox outbox = outbox();
        scene.learning();
        find(outbox, 0);
        scene.learned();
        find(outbox, 5, SUBJECT);
        scene.learning();
        find(outbox, 10);
        scene.learned();
        find(outbox, 15, "10.0.0.6");

        outbox.sendDue();

        assertThat(soc.heard)
                .extracting(Message::kind)
                .containsExactly(Message.Kind.DIGEST, Message.Kind.DIGEST);
    }

    @Test
    void a_rule_that_was_in_shadow_when_it_had_learned_brings_its_news_once_it_is_live()
            throws Exception {
        Outbox outbox = outbox();
        scene.learning();
        find(outbox, 0);
        scene.held("shadow");
        find(outbox, 5, SUBJECT);
        find(outbox, 10, SUBJECT);
        scene.learned();
        find(outbox, 15, SUBJECT);
        scene.held("shadow");
        find(outbox, 20, "10.0.0.6");
        scene.learned();
        find(outbox, 25, "10.0.0.7");

        outbox.sendDue();

        assertThat(soc.heard)
                .extracting(Message::kind)
                .containsExactly(Message.Kind.DIGEST, Message.Kind.ALERT);
    }

    @Test
    void a_rule_that_was_never_seen_learning_tells_as_ever() throws Exception {
        Outbox outbox = outbox();
        scene.learning().learned();
        find(outbox, 5, SUBJECT);

        outbox.sendDue();

        assertThat(soc.heard).extracting(Message::kind).containsExactly(Message.Kind.ALERT);
    }

    @Test
    void the_past_that_is_judged_in_silence_is_not_the_news_of_a_rule() throws Exception {
        Outbox outbox = outbox();
        scene.learning();
        find(outbox, 0);
        scene.learned();
        Judgement past = scene.judgement(5, true, SUBJECT);
        scene.store()
                .jdbi()
                .useTransaction(h -> scene.book().record(h, past, past.tick(), 0, false));
        find(outbox, 10, SUBJECT);

        outbox.sendDue();

        assertThat(soc.heard).extracting(Message::kind).containsExactly(Message.Kind.DIGEST);
    }

    @Test
    void what_a_second_judging_of_the_tick_adds_to_a_storm_goes_into_a_message_of_its_own()
            throws Exception {
        Outbox outbox = outbox();
        find(outbox, 0, "a", "b", "c", "d");
        record(outbox, scene.judgement(0, true, "a", "b", "c", "d", "e", "f", "g"));
        record(outbox, scene.judgement(0, true, "a", "b", "c", "d", "e", "f", "g", "h"));
        outbox.sendDue();

        assertThat(soc.heard)
                .extracting(Message::kind)
                .filteredOn(kind -> kind == Message.Kind.ALERT)
                .hasSize(5);
        assertThat(soc.heard)
                .filteredOn(message -> message.kind() == Message.Kind.DIGEST)
                .extracting(message -> message.alerts().size())
                .containsExactly(2, 1);
    }

    @Test
    void another_rule_is_not_part_of_the_storm() throws Exception {
        Outbox outbox = outbox();
        find(outbox, 0, "a", "b", "c", "d", "e");
        scene.rule("traffic/vertical-scan");
        find(outbox, 0, "a");
        outbox.sendDue();

        assertThat(soc.heard).hasSize(6).allMatch(m -> m.kind() == Message.Kind.ALERT);
    }

    @Test
    void a_test_goes_through_every_channel_and_says_what_each_answered() throws Exception {
        Outbox outbox = outbox();
        duty.failure = NotifyException.retryable("duty.example.com cannot be reached", null);

        List<TestResult> results = outbox.test(null);

        assertThat(results)
                .extracting(TestResult::channel, TestResult::taken, TestResult::answer)
                .containsExactly(
                        tuple("soc", true, "heard"),
                        tuple("duty", false, "duty.example.com cannot be reached"));
        assertThat(soc.heard.get(0).kind()).isEqualTo(Message.Kind.TEST);
        assertThat(soc.heard.get(0).title()).isEqualTo("[TEST] Test message for channel soc");
        later(Duration.ofHours(3));
        outbox.sendDue();
        assertThat(duty.tried).hasSize(1);
        assertThat(scene.alerts()).isEmpty();
    }

    @Test
    void a_test_of_one_channel_is_heard_by_it_alone() throws Exception {
        Outbox outbox = outbox();

        assertThat(outbox.test("duty")).hasSize(1);
        assertThat(soc.tried).isEmpty();
        assertThatThrownBy(() -> outbox.test("nobody"))
                .hasMessage("there is no channel nobody; known are [soc, duty]");
    }

    @Test
    void messages_for_a_channel_that_is_no_longer_configured_are_given_up() throws Exception {
        find(outbox(), 0, SUBJECT);

        outbox(Map.of("soc", soc), Locale.ENGLISH).sendDue();

        assertThat(deliveries())
                .extracting(AlertDetail.Delivery::channel, AlertDetail.Delivery::state)
                .containsExactly(tuple("duty", "DEAD"), tuple("soc", "SENT"));
    }

    @Test
    @Timeout(20)
    void closing_ends_within_a_second_although_a_channel_hangs() throws Exception {
        Outbox outbox = outbox(Map.of("soc", soc), Locale.ENGLISH);
        soc.hangs = true;
        find(outbox, 0, SUBJECT);
        Thread sending = new Thread(() -> send(outbox));
        sending.start();
        assertThat(soc.hanging.await(10, TimeUnit.SECONDS)).isTrue();

        long start = System.nanoTime();
        outbox.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        Awaitility.await().atMost(Duration.ofSeconds(2)).until(() -> !sending.isAlive());
        assertThat(deliveries().get(0).state()).isEqualTo("PENDING");
        assertThat(deliveries().get(0).attempts()).isZero();
    }

    private static void send(Outbox outbox) {
        try {
            outbox.sendDue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void the_next_message_that_waits_is_known() throws Exception {
        Outbox outbox = outbox();
        assertThat(outbox.nextDue()).isEmpty();
        find(outbox, 0, SUBJECT);
        assertThat(outbox.nextDue()).hasValue(at(0));
        soc.failure = NotifyException.retryable("away", null);
        outbox.sendDue();

        assertThat(outbox.nextDue().orElseThrow())
                .isBetween(at(0).plusSeconds(8), at(0).plusSeconds(12));
    }
}
