package illumiomonitor.web.alerts;

import illumiomonitor.engine.view.AlertCursor;
import illumiomonitor.engine.view.AlertFilter;
import illumiomonitor.engine.view.AlertFilter.States;
import illumiomonitor.web.page.Places;
import io.javalin.http.Context;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The filter of the list as it stands in the address, so that a view can be shared. */
public record AlertQuery(AlertFilter filter, @Nullable AlertCursor after) {

    private static final int LONGEST = 200;

    static AlertQuery of(Context ctx) {
        AlertFilter filter =
                new AlertFilter(
                        states(param(ctx, "state")),
                        param(ctx, "severity").toUpperCase(Locale.ROOT),
                        param(ctx, "rule"),
                        param(ctx, "pce"),
                        param(ctx, "q"));
        return new AlertQuery(filter, AlertCursor.parse(ctx.queryParam("after")).orElse(null));
    }

    private static States states(String name) {
        for (States states : States.values()) {
            if (states.name().equalsIgnoreCase(name)) {
                return states;
            }
        }
        return States.ACTIVE;
    }

    private static String param(Context ctx, String name) {
        String value = Optional.ofNullable(ctx.queryParam(name)).orElse("").strip();
        return value.length() > LONGEST ? value.substring(0, LONGEST) : value;
    }

    /** Whether this is the chosen state. */
    public boolean shows(String state) {
        return filter.states().name().equals(state);
    }

    /** The address of the first page with another state. */
    public String withState(String state) {
        return address(state, null);
    }

    public String newest() {
        return address(filter.states().name(), null);
    }

    public String older(AlertCursor next) {
        return address(filter.states().name(), next);
    }

    /** The address of this page. */
    public String here() {
        return address(filter.states().name(), after);
    }

    private String address(String state, @Nullable AlertCursor cursor) {
        StringBuilder address = new StringBuilder("/alerts?state=");
        address.append(state.toLowerCase(Locale.ROOT));
        add(address, "severity", filter.severity().toLowerCase(Locale.ROOT));
        add(address, "rule", filter.rule());
        add(address, "pce", filter.pce());
        add(address, "q", filter.text());
        add(address, "after", cursor == null ? "" : cursor.text());
        return address.toString();
    }

    private static void add(StringBuilder address, String name, String value) {
        if (!value.isEmpty()) {
            address.append('&').append(name).append('=').append(Places.encode(value));
        }
    }
}
