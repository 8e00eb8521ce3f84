package illumiomonitor.engine.pce;

import illumiomonitor.engine.config.Config;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Makes the JDK's client as a PCE's configuration asks. */
final class Connection {

    private Connection() {}

    static HttpClient open(Config.Pce pce, Duration connect, Executor threads) throws PceFault {
        boolean secure = "https".equalsIgnoreCase(pce.url().getScheme());
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .connectTimeout(connect)
                        .executor(threads)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .proxy(proxy(pce.proxy()))
                        // Without TLS the JDK would ask for an upgrade, which some proxies refuse.
                        .version(secure ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1);
        if (secure) {
            builder.sslContext(Tls.context(pce));
        }
        return builder.build();
    }

    private static ProxySelector proxy(@Nullable URI proxy) {
        if (proxy == null) {
            return HttpClient.Builder.NO_PROXY;
        }
        int port = proxy.getPort() < 0 ? 8080 : proxy.getPort();
        return ProxySelector.of(new InetSocketAddress(proxy.getHost(), port));
    }
}
