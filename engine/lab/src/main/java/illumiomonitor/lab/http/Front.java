package illumiomonitor.lab.http;

import java.util.concurrent.atomic.AtomicLong;

/** The way of every request: counted, perhaps troubled, let in, answered, compressed. */
public final class Front implements Handler {

    /** How the whole PCE is. */
    public enum State {
        UP,
        /** Every request is answered 503 with the HTML of a load balancer. */
        UNAVAILABLE,
        /** No request is answered. */
        HANGING
    }

    private final Requests requests;
    private final Faults faults;
    private final Habits habits;
    private final Handler gate;
    private final AtomicLong ids = new AtomicLong();
    private volatile State state = State.UP;

    public Front(Requests requests, Faults faults, Keys keys, Habits habits, Handler router) {
        this.requests = requests;
        this.faults = faults;
        this.habits = habits;
        this.gate = new Gate(keys, habits, router);
    }

    public void state(State is) {
        state = is;
    }

    @Override
    public Reply answer(Request request) {
        requests.begin(request);
        try {
            return within(request)
                    .header("X-Request-Id", "lab-" + ids.incrementAndGet())
                    .header("Cache-Control", "no-store");
        } finally {
            requests.end();
        }
    }

    private Reply within(Request request) {
        return switch (state) {
            case UNAVAILABLE -> unavailable();
            case HANGING -> Reply.of(200).delivered(Delivery.HANG);
            case UP -> faults.around(request, this::answered);
        };
    }

    private Reply answered(Request request) {
        Reply reply = gate.answer(request);
        boolean asked = request.header("Accept-Encoding").contains("gzip");
        return asked && habits.gzip() == Habits.Gzip.ASKED ? reply.gzip(true) : reply;
    }

    /** What a load balancer says when nothing stands behind it. */
    public static Reply unavailable() {
        return Reply.of(503).html("<html><body><h1>503 Service Unavailable</h1></body></html>");
    }
}
