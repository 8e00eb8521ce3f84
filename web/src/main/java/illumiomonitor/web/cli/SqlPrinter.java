package illumiomonitor.web.cli;

import illumiomonitor.web.service.RowSink;

/** Prints an answer of SQL as it comes. */
interface SqlPrinter extends RowSink {

    /** There are no more rows. */
    void end();
}
