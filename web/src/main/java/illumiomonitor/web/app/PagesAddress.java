package illumiomonitor.web.app;

import illumiomonitor.engine.config.Config;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where the pages are: for people anywhere, and on this machine. */
final class PagesAddress {

    private PagesAddress() {}

    /**
     * Where people find them, which stands in every message: as it is configured; else where the
     * pages listen.
     *
     * @param port on which they do
     */
    static URI of(Config.Web web, int port) {
        return of(web, port, PagesAddress::thisMachine);
    }

    /**
     * @param machine gives its name or IP address, asked only when it is needed: it may take
     *     seconds
     */
    static URI of(Config.Web web, int port, Supplier<String> machine) {
        if (web.address() != null) {
            return web.address();
        }
        InetAddress everywhere = everywhere(web.bind());
        return address(web, everywhere == null ? web.bind() : machine.get(), port);
    }

    /**
     * Where they answer on this machine, whatever proxy is before them.
     *
     * @param port on which they listen
     */
    static URI local(Config.Web web, int port) {
        InetAddress everywhere = everywhere(web.bind());
        String host =
                everywhere == null
                        ? web.bind()
                        : everywhere instanceof Inet6Address ? "::1" : "127.0.0.1";
        return address(web, host, port);
    }

    private static URI address(Config.Web web, String host, int port) {
        String scheme = web.tlsKeystore() == null ? "http" : "https";
        return URI.create(scheme + "://" + inUrl(bare(host)) + ":" + port);
    }

    private static String inUrl(String host) {
        // What follows % names a network card of this machine, and is nothing to others.
        return host.contains(":") ? "[" + host.replaceAll("%.*", "") + "]" : host;
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** The address that means all of this machine's, null when it means one. */
    private static @Nullable InetAddress everywhere(String bind) {
        try {
            InetAddress address = InetAddress.getByName(bare(bind));
            return address.isAnyLocalAddress() ? address : null;
        } catch (UnknownHostException e) {
            return null; // then starting on it fails with a better sentence
        }
    }

    private static String thisMachine() {
        try {
            return InetAddress.getLocalHost().getCanonicalHostName();
        } catch (UnknownHostException e) {
            return "localhost"; // a machine that does not know its own name
        }
    }
}
