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
    private final String address;
    private final boolean loopback;

    /**
     * As the pages are configured.
     *
     * @param bind where they listen
     * @param address under which people reach them, null for the same
     */
    public Hosts(String bind, @Nullable URI address) {
        this.bind = bind.toLowerCase(Locale.ROOT);
        this.address = address == null ? this.bind : lower(address.getHost());
        this.loopback = isLoopback(bind);
    }

    /**
     * On loopback only local names are answered, and the one by which a proxy here is asked: else a
     * page elsewhere could let its own name point at this machine and read along.
     */
    void check(Context ctx) {
        if (!answersTo(ctx.header("Host"))) {
            throw new ForbiddenResponse();
        }
    }

    boolean answersTo(@Nullable String header) {
        String host = name(header);
        return !loopback || LOOPBACK.contains(host) || host.equals(bind) || host.equals(address);
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
