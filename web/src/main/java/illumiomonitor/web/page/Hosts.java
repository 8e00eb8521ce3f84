package illumiomonitor.web.page;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From where a request may come, and under which name it may ask for us. */
public final class Hosts {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final String bind;
    private final boolean loopback;

    public Hosts(String bind) {
        this.bind = bind.toLowerCase(Locale.ROOT);
        this.loopback = isLoopback(bind);
    }

    /**
     * On loopback only local names are answered: else a page elsewhere could let its own name point
     * at this machine and read along.
     */
    void check(Context ctx) {
        String host = name(ctx.header("Host"));
        if (loopback && !LOOPBACK.contains(host) && !host.equals(bind)) {
            throw new ForbiddenResponse();
        }
    }

    /** What changes something must come from a page of ours, as far as the browser says. */
    void requireSameOrigin(Context ctx) {
        String site = ctx.header("Sec-Fetch-Site");
        String origin = ctx.header("Origin");
        boolean same =
                site != null
                        ? site.equals("same-origin") || site.equals("none")
                        : origin == null || authority(origin).equals(lower(ctx.header("Host")));
        if (!same) {
            throw new ForbiddenResponse();
        }
    }

    /** The service's own API is for this machine alone, whatever address the pages are bound to. */
    void requireSameMachine(Context ctx) {
        String remote = ctx.req().getRemoteAddr();
        if (!isLoopback(remote) && !remote.equals(ctx.req().getLocalAddr())) {
            throw new ForbiddenResponse();
        }
    }

    private static String authority(String origin) {
        try {
            return lower(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return ""; // an origin that is no address is nobody's
        }
    }

    private static String name(@Nullable String host) {
        String lower = lower(host);
        int port = lower.lastIndexOf(':');
        return port > lower.lastIndexOf(']') ? lower.substring(0, port) : lower;
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false; // then starting on it fails with a better sentence
        }
    }
}
