package illumiomonitor.web.service;

/** What a receiver said to a test. */
public record ChannelAnswer(
        String channel, String type, boolean taken, String answer, long tookMillis) {}
