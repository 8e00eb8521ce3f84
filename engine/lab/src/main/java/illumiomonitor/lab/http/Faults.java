package illumiomonitor.lab.http;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Trouble on demand: {@code faults.on(Match.download()).times(2).answer(503)}. The first fault that
 * fits a request and is not used up happens. Thread-safe.
 */
public final class Faults {

    /** Turns the way to an ordinary answer into trouble. */
    private interface Effect extends Function<Answerer, Reply> {}

    /** The ordinary answer, made when it is asked for. */
    private interface Answerer {
        Reply answer();
    }

    private record Fault(
            Predicate<Request> when, AtomicInteger skip, AtomicInteger left, Effect effect) {

        boolean takes(Request request) {
            if (!when.test(request)) {
                return false;
            }
            if (skip.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                return false;
            }
            return left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
        }
    }

    private final List<Fault> faults = new CopyOnWriteArrayList<>();

    /** Begins a fault for requests that fit; it happens once unless said otherwise. */
    public Trouble on(Predicate<Request> when) {
        return new Trouble(when);
    }

    /** Forgets every fault. */
    public void clear() {
        faults.clear();
    }

    Reply around(Request request, Handler handler) {
        for (Fault fault : faults) {
            if (fault.takes(request)) {
                return fault.effect.apply(() -> handler.answer(request));
            }
        }
        return handler.answer(request);
    }

    /** A fault that is still to be described. */
    public final class Trouble {

        private final Predicate<Request> when;
        private int skip;
        private int times = 1;

        private Trouble(Predicate<Request> when) {
            this.when = when;
        }

        public Trouble times(int n) {
            times = n;
            return this;
        }

        public Trouble always() {
            times = Integer.MAX_VALUE;
            return this;
        }

        /** Lets the first {@code n} fitting requests pass. */
        public Trouble after(int n) {
            skip = n;
            return this;
        }

        /** Answers with a status and an empty body. */
        public void answer(int status) {
            answer(Reply.of(status));
        }

        /** Answers with this instead; the request is not executed. */
        public void answer(Reply reply) {
            happen(ordinary -> reply);
        }

        /** Answers 429 with this {@code Retry-After}, without one when empty. */
        public void tooManyRequests(String retryAfter) {
            Reply reply = Reply.error(429, "too_many_requests_error", "Too many requests");
            answer(retryAfter.isEmpty() ? reply : reply.header("Retry-After", retryAfter));
        }

        /** Resets the connection; the request is not executed. */
        public void reset() {
            answer(Reply.of(200).delivered(Delivery.RESET));
        }

        /** Executes the request, then resets the connection instead of answering. */
        public void loseReply() {
            happen(ordinary -> ordinary.answer().delivered(Delivery.RESET));
        }

        /** Ends the connection after a share of the body's bytes as they travel. */
        public void cut(double share) {
            happen(ordinary -> ordinary.answer().delivered(Delivery.cut(share)));
        }

        /** Pauses before each kilobyte of the body. */
        public void slow(Duration pause) {
            happen(ordinary -> ordinary.answer().delivered(Delivery.slow(pause)));
        }

        /** Never answers. */
        public void hang() {
            answer(Reply.of(200).delivered(Delivery.HANG));
        }

        /** Answers as usual, changed by a function. */
        public void change(Function<Reply, Reply> how) {
            happen(ordinary -> how.apply(ordinary.answer()));
        }

        private void happen(Effect effect) {
            faults.add(new Fault(when, new AtomicInteger(skip), new AtomicInteger(times), effect));
        }
    }
}
