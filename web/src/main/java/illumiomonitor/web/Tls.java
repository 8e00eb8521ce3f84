package illumiomonitor.web;

import illumiomonitor.engine.config.Config;
import io.javalin.config.JavalinConfig;
import java.nio.file.Path;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** HTTPS instead of HTTP when a key store is configured. */
final class Tls {

    private Tls() {}

    static void apply(JavalinConfig javalin, Config.Web web) {
        Path keystore = web.tlsKeystore();
        if (keystore != null) {
            javalin.jetty.addConnector((server, http) -> connector(server, http, keystore, web));
        }
    }

    private static ServerConnector connector(
            Server server, HttpConfiguration http, Path keystore, Config.Web web) {
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStorePath(keystore.toUri().toString());
        tls.setKeyStoreType("PKCS12");
        tls.setKeyStorePassword(web.tlsPassword().reveal());
        tls.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        HttpConfiguration secure = new HttpConfiguration(http);
        // any host name: an administration page is often reached by its address
        secure.addCustomizer(new SecureRequestCustomizer(false));
        ServerConnector connector =
                new ServerConnector(
                        server,
                        new SslConnectionFactory(tls, "http/1.1"),
                        new HttpConnectionFactory(secure));
        connector.setHost(web.bind());
        connector.setPort(web.port());
        return connector;
    }
}
