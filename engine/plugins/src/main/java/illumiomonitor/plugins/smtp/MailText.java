package illumiomonitor.plugins.smtp;

import illumiomonitor.spi.Message;

/** A message as HTML. Everything in it is text: names in flows are written by anybody. */
final class MailText {

    private MailText() {}

    static String html(Message message) {
        StringBuilder html = new StringBuilder(1024);
        html.append("<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head>")
                .append("<body style=\"font-family:sans-serif\"><h3>")
                .append(escaped(message.title()))
                .append("</h3><table cellpadding=\"4\" style=\"border-collapse:collapse\">");
        for (Message.Line line : message.lines()) {
            html.append("<tr><th align=\"left\" valign=\"top\">")
                    .append(escaped(line.label()))
                    .append("</th><td>")
                    .append(escaped(line.text()))
                    .append("</td></tr>");
        }
        html.append("</table>");
        if (message.link().startsWith("http://") || message.link().startsWith("https://")) {
            String link = escaped(message.link());
            html.append("<p><a href=\"").append(link).append("\">").append(link).append("</a></p>");
        }
        return html.append("<p style=\"color:#666\">")
                .append(escaped(message.footer()))
                .append("</p></body></html>")
                .toString();
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
