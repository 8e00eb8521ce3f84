package illumiomonitor.web.service;

/** An override that is taken back: the rule's failing cases keep it from judging live again. */
public record Withdrawal(String rule, String who, String reason) {}
