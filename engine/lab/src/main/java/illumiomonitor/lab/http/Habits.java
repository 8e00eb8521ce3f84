package illumiomonitor.lab.http;

import java.time.Duration;

/** The numbers and customs a PCE goes by; a test may change them at any time. Thread-safe. */
public final class Habits {

    /** When bodies are compressed. */
    public enum Gzip {
        /** When the request says it takes gzip. */
        ASKED,
        NEVER,
        /** Downloads always, and no header tells. */
        UNDECLARED
    }

    /** How the place of an asynchronous job is written. */
    public enum Location {
        RELATIVE,
        ABSOLUTE,
        WITH_API_PREFIX
    }

    private volatile int requestsPerMinute = 500;
    private volatile String retryAfter = "1";
    private volatile int polls = 2;
    private volatile int workers = 10;
    private volatile int maxResults = 200_000;
    private volatile int rowCap = Integer.MAX_VALUE;
    private volatile Duration queryLife = Duration.ofHours(24);
    private volatile int eventsCap = 10_000;
    private volatile int collectionCap = 500;
    private volatile String jobRetryAfter = "0";
    private volatile boolean async = true;
    private volatile Gzip gzip = Gzip.ASKED;
    private volatile Location location = Location.RELATIVE;
    private volatile String version = "25.2.10";

    /** Requests that one key may send in 60 s. */
    public Habits requestsPerMinute(int n) {
        requestsPerMinute = n;
        return this;
    }

    /** {@code Retry-After} of a 429 that the request budget gives, none when empty. */
    public Habits retryAfter(String value) {
        retryAfter = value;
        return this;
    }

    /** How often a traffic query must be asked for until it is completed, at least 1. */
    public Habits polls(int n) {
        polls = n;
        return this;
    }

    /** How many queries of a key are worked on at a time; the others stay queued. */
    public Habits workers(int n) {
        workers = n;
        return this;
    }

    /** The largest {@code max_results} that is not refused. */
    public Habits maxResults(int n) {
        maxResults = n;
        return this;
    }

    /** The most rows of one answer, however large {@code max_results} is. */
    public Habits rowCap(int n) {
        rowCap = n;
        return this;
    }

    /** How long a query and its result stay. */
    public Habits queryLife(Duration life) {
        queryLife = life;
        return this;
    }

    /** The most events of one answer. */
    public Habits eventsCap(int n) {
        eventsCap = n;
        return this;
    }

    /** The most objects of one synchronous list. */
    public Habits collectionCap(int n) {
        collectionCap = n;
        return this;
    }

    /** {@code Retry-After} of a 202, in seconds; none when empty. */
    public Habits jobRetryAfter(String value) {
        jobRetryAfter = value;
        return this;
    }

    /** Whether {@code Prefer: respond-async} is heeded. */
    public Habits async(boolean heeded) {
        async = heeded;
        return this;
    }

    public Habits gzip(Gzip when) {
        gzip = when;
        return this;
    }

    public Habits location(Location form) {
        location = form;
        return this;
    }

    public Habits version(String number) {
        version = number;
        return this;
    }

    public int requestsPerMinute() {
        return requestsPerMinute;
    }

    public String retryAfter() {
        return retryAfter;
    }

    public int polls() {
        return polls;
    }

    public int workers() {
        return workers;
    }

    public int maxResults() {
        return maxResults;
    }

    public int rowCap() {
        return rowCap;
    }

    public Duration queryLife() {
        return queryLife;
    }

    public int eventsCap() {
        return eventsCap;
    }

    public int collectionCap() {
        return collectionCap;
    }

    public String jobRetryAfter() {
        return jobRetryAfter;
    }

    public boolean async() {
        return async;
    }

    public Gzip gzip() {
        return gzip;
    }

    public Location location() {
        return location;
    }

    public String version() {
        return version;
    }
}
